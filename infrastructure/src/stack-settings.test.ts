import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { all, at, list, property, show, text } from '../testing/rule.ts';
import { statementsOf } from '../testing/statements.ts';
import { SUBJECTS } from '../testing/subjects.ts';
import { emptyBundles, environmentApp, synthesize, synthesizeAccount } from './synthesize.ts';

// To synthesize, and to read what AWS knows of its actions, takes a busy machine seconds.
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('with a restored table', () => {
  const restored = synthesize({ environment: 'prod', 'tableOverrides.messages': 'messages-of-noon' });

  it('functions use it by name and may, as they might the old one', () => {
    const names = all(restored, 'AWS::Lambda::Function').map((found) =>
      property(found, 'Environment.Variables.TABLE_MESSAGES'),
    );
    expect(names.filter((name) => name !== undefined)).toEqual(Array(4).fill('messages-of-noon'));
    const allowed = statementsOf(restored).filter(
      ({ where, actions }) => where.startsWith('work') && actions.includes('dynamodb:Query'),
    );
    expect(text(allowed.flatMap(({ resources }) => resources))).toContain('table/messages-of-noon');
    expect(restored.Outputs['TableMessages']?.Value).toBe('messages-of-noon');
  });

  it('the old one stays as it was', () => {
    const plain = synthesize({ environment: 'prod' });
    expect(all(restored, 'AWS::DynamoDB::Table')).toEqual(all(plain, 'AWS::DynamoDB::Table'));
  });

  it('its throttling has the alarm', () => {
    const alarm = all(restored, 'AWS::CloudWatch::Alarm').find((found) =>
      show(found).includes('prod-messages-throttled'),
    );
    expect(show(alarm)).toContain('"Value":"messages-of-noon"');
  });
});

describe('with another issuer', () => {
  const template = synthesize({
    environment: 'prod',
    issuer: 'https://login.example.com/realm',
    audience: 'chat',
  });

  it('there are no accounts here, and its tokens are believed', () => {
    expect(all(template, 'AWS::Cognito::UserPool')).toEqual([]);
    expect(template.Outputs['Issuer']?.Value).toBe('https://login.example.com/realm');
    const authorize = all(template, 'AWS::Lambda::Function').find((found) =>
      text(property(found, 'FunctionName')).endsWith('authorize'),
    );
    expect(property(authorize ?? { Type: '' }, 'Environment.Variables')).toMatchObject({
      AUTH_ISSUER: 'https://login.example.com/realm',
      AUTH_AUDIENCE: 'chat',
      AUTH_CLAIM_GROUPS: 'groups',
    });
  });

  it('pages may speak to it', () => {
    expect(show(all(template, 'AWS::CloudFront::ResponseHeadersPolicy'))).toContain(
      'https://login.example.com;',
    );
  });
});

it('where others embed the chat, they are named, and may load the widget', () => {
  const template = synthesize({ environment: 'dev', embedOrigins: 'https://shop.example.com' });
  const headers = all(template, 'AWS::CloudFront::ResponseHeadersPolicy')[0];
  const security = 'ResponseHeadersPolicyConfig.SecurityHeadersConfig';
  expect(text(at(headers?.Properties, `${security}.ContentSecurityPolicy.ContentSecurityPolicy`))).toContain(
    'frame-ancestors https://shop.example.com',
  );
  expect(at(headers?.Properties, `${security}.FrameOptions`)).toBeUndefined();
  expect(
    at(headers?.Properties, 'ResponseHeadersPolicyConfig.CorsConfig.AccessControlAllowOrigins.Items'),
  ).toEqual(['https://shop.example.com']);
});

it('sockets can be left out of the site', () => {
  const template = synthesize({ environment: 'prod', socketThroughEdge: 'false' });
  const distribution = all(template, 'AWS::CloudFront::Distribution')[0];
  expect(list(distribution ?? { Type: '' }, 'DistributionConfig.CacheBehaviors')).toEqual([]);
  expect(text(template.Outputs['WebSocketUrl']?.Value)).toMatch(
    /^wss:\/\/\$\{\w+\}\.execute-api\.us-east-1\./,
  );
});

it('work may ask the models of Bedrock that are named, and no other', () => {
  const template = synthesize({
    environment: 'prod',
    model:
      'bedrock:us.anthropic.claude-sonnet-4-5-20250929-v1:0, anthropic:claude, bedrock:amazon.nova-pro-v1:0',
  });
  const allowed = statementsOf(template).filter(({ actions }) => /bedrock/.test(show(actions)));
  expect(
    allowed.map(({ where, actions, resources }) => ({
      by: where.startsWith('work'),
      actions,
      on: resources.map(text),
    })),
  ).toEqual([
    {
      by: true,
      actions: ['bedrock:InvokeModelWithResponseStream'],
      on: [
        'arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0',
        'arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0',
        'arn:aws:bedrock:*:${AWS::AccountId}:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      ],
    },
  ]);
  expect(show(SUBJECTS.prod.template)).not.toContain('bedrock:');
});

it('people’s accounts can be left to the team to make, and the login’s e-mails be sent through SES', () => {
  const pool = (context: Record<string, string>) =>
    all(synthesize({ environment: 'prod', ...context }), 'AWS::Cognito::UserPool')[0] ?? { Type: '' };

  const given = pool({ signUp: 'false', loginEmail: 'chat@example.com' });
  expect(property(given, 'AdminCreateUserConfig.AllowAdminCreateUserOnly')).toBe(true);
  expect(property(given, 'EmailConfiguration.EmailSendingAccount')).toBe('DEVELOPER');
  expect(property(given, 'EmailConfiguration.From')).toBe('chat@example.com');
  expect(text(property(given, 'EmailConfiguration.SourceArn'))).toMatch(
    /:ses:us-east-1:.*:identity\/example\.com$/,
  );
  expect(property(pool({}), 'AdminCreateUserConfig.AllowAdminCreateUserOnly')).toBe(false);
});

it('the vault can be locked, and names, model and commit given', () => {
  const template = synthesize({
    environment: 'prod',
    vaultLock: 'true',
    bucketName: 'another-bucket',
    loginPrefix: 'another-login',
    model: 'anthropic/claude',
  });
  expect(property(all(template, 'AWS::Backup::BackupVault')[0] ?? { Type: '' }, 'LockConfiguration')).toEqual(
    { ChangeableForDays: 3, MinRetentionDays: 35 },
  );
  expect(all(template, 'AWS::S3::Bucket').map((found) => property(found, 'BucketName'))).toContain(
    'another-bucket',
  );
  expect(property(all(template, 'AWS::Cognito::UserPoolDomain')[0] ?? { Type: '' }, 'Domain')).toBe(
    'another-login',
  );
  expect(show(all(template, 'AWS::Lambda::Function'))).toContain('"MODEL":"anthropic/claude"');
});

it('where nobody is to be told, nobody subscribes', () => {
  expect(all(synthesize({ environment: 'dev' }), 'AWS::SNS::Subscription')).toEqual([]);
});

it('a domain may be another than the document’s', () => {
  const template = synthesize({
    environment: 'dev',
    hostedZoneId: 'Z1',
    hostedZoneName: 'example.com',
    domainName: 'chat.example.com',
  });
  expect(template.Outputs['SiteUrl']?.Value).toBe('https://chat.example.com');
  expect(template.Outputs['WebSocketUrl']?.Value).toBe('wss://chat.example.com/ws');
  expect(SUBJECTS.prod.template.Outputs['SiteUrl']?.Value).toBe('https://agentic-service-bot.jake-moses.com');
});

it('the stack says of what commit it is', () => {
  const app = environmentApp(
    { environment: 'dev', commit: '0123456' },
    emptyBundles(folder),
    join(folder, 'cdk.out'),
  );
  expect(app.synth().stacks[0]?.tags).toEqual({
    application: 'agentic-service-bot',
    environment: 'dev',
    commit: '0123456',
  });
});

it('lets workflows put their files where the site is, in an account that trusts GitHub already', () => {
  const { Resources } = synthesizeAccount({
    repository: 'owner/name',
    repositoryId: '42',
    githubTrusted: 'true',
    'prod.bucketName': 'our-chat',
  });
  const found = Object.values(Resources);
  const said = (type: string) => JSON.stringify(found.filter(({ Type }) => Type === type));

  expect(said('AWS::IAM::OIDCProvider')).toBe('[]');
  expect(said('AWS::IAM::Role')).toContain(':oidc-provider/token.actions.githubusercontent.com');
  expect(said('AWS::IAM::Policy')).toContain('arn:aws:s3:::our-chat/*');
  expect(said('AWS::CloudTrail::Trail')).toContain('arn:aws:s3:::our-chat/');
});
