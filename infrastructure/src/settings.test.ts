import { describe, expect, it } from 'vitest';
import { BadContext, readSettings } from './settings.ts';

const problemsOf = (context: Record<string, unknown>): string => {
  try {
    readSettings(context);
    return '';
  } catch (error) {
    if (error instanceof BadContext) return error.message;
    throw error;
  }
};

it('needs an environment alone', () => {
  expect(readSettings({ environment: 'dev' })).toMatchObject({
    environment: { name: 'dev' },
    reportTimeZone: 'Etc/UTC',
    operatorGroup: 'operators',
    socketThroughEdge: true,
    vaultLock: false,
    embedOrigins: [],
  });
});

it('leaves the CDK’s own keys alone', () => {
  expect(
    problemsOf({ environment: 'prod', '@aws-cdk/core:anything': true, 'aws:cdk:bundling-stacks': [] }),
  ).toBe('');
});

it('reads names of restored tables and origins', () => {
  const settings = readSettings({
    environment: 'prod',
    'tableOverrides.messages': 'messages-of-noon',
    embedOrigins: 'https://shop.example.com, https://www.example.com',
  });
  expect([...settings.tableOverrides]).toEqual([['messages', 'messages-of-noon']]);
  expect(settings.embedOrigins).toEqual(['https://shop.example.com', 'https://www.example.com']);
});

it('takes what is given for this environment alone, in place of what is given for both', () => {
  const context = {
    alertEmail: 'all@example.com',
    'prod.alertEmail': 'night@example.com',
    'prod.bucketName': 'our-chat',
  };
  expect(readSettings({ environment: 'prod', ...context })).toMatchObject({
    alertEmail: 'night@example.com',
    bucketName: 'our-chat',
  });
  expect(readSettings({ environment: 'dev', ...context }).alertEmail).toBe('all@example.com');
  expect(readSettings({ environment: 'dev', ...context }).bucketName).toBeUndefined();
});

it('takes yes and no as words and as JSON has them', () => {
  for (const no of [false, 'false']) {
    expect(readSettings({ environment: 'dev', socketThroughEdge: no }).socketThroughEdge).toBe(false);
  }
});

describe('names what is wrong, with what to give:', () => {
  it.each([
    [{}, 'environment is missing: give --context environment=dev|prod.'],
    [{ environment: 'staging' }, 'environment is "staging": give --context environment=dev|prod.'],
    [{ environment: 'toString' }, 'environment is "toString": give'],
    [
      { environment: 'dev', 'tableOverrides.mesages': 'x' },
      'tableOverrides.mesages: there is no such table; the tables are messages,',
    ],
    [
      { environment: 'dev', 'tableOverrides.messages': '' },
      'tableOverrides.messages is "": give the name of the restored table.',
    ],
    [
      { environment: 'dev', hostedZoneId: 'Z1' },
      'hostedZoneId is "Z1": give hostedZoneId and hostedZoneName together.',
    ],
    [
      { environment: 'dev', hostedZoneId: 'x', hostedZoneName: 'a.example' },
      'hostedZoneId is "x": give the id of a Route 53 zone',
    ],
    [
      { environment: 'dev', issuer: 'https://a.example' },
      'issuer is "https://a.example": give issuer and audience together.',
    ],
    [
      { environment: 'dev', issuer: 'http://a.example', audience: 'a' },
      'issuer is "http://a.example": give the https address',
    ],
    [
      { environment: 'prod', hostedZoneId: 'Z1', hostedZoneName: 'shop.example' },
      'domainName is missing: give one in the zone shop.example; the site would be agentic-service-bot.jake-moses.com.',
    ],
    [
      {
        environment: 'dev',
        hostedZoneId: 'Z1',
        hostedZoneName: 'shop.example',
        domainName: 'myshop.example',
      },
      'domainName is "myshop.example": give one in the zone shop.example',
    ],
    [
      { environment: 'dev', domainName: 'chat.shop.example' },
      'domainName is "chat.shop.example": give hostedZoneId and hostedZoneName with it.',
    ],
    [{ environment: 'dev', loginPrefix: 'our-aws-login' }, 'loginPrefix is "our-aws-login": give up to 63'],
    [{ environment: 'dev', bucketName: 'No' }, 'bucketName is "No": give 3 to 63'],
    [
      { environment: 'dev', reportTimeZone: 'Mars/Base' },
      'reportTimeZone is "Mars/Base": give an IANA time zone',
    ],
    [{ environment: 'dev', reportTimeZone: '+02:00' }, 'reportTimeZone is "+02:00": give an IANA time zone'],
    [{ environment: 'dev', model: 'bedrock:*' }, 'model is "bedrock:*": give a model as MODEL takes it'],
    [{ environment: 'dev', alertEmail: 'me' }, 'alertEmail is "me": give the address'],
    [
      { environment: 'dev', socketThroughEdge: 'perhaps' },
      'socketThroughEdge is "perhaps": give true or false.',
    ],
    [{ environment: 'dev', 'prod.bucketNam': 'x' }, 'prod.bucketNam: there is no such setting.'],
    [{ environment: 'dev', 'dev.bucketName': 'No' }, 'bucketName is "No": give 3 to 63'],
    [{ environment: 'dev', embedOrigins: 'shop' }, 'embedOrigins is "shop": give origins'],
  ])('%o', (context, problem) => {
    expect(problemsOf(context)).toContain(problem);
  });

  it('all of it at once', () => {
    expect(problemsOf({ environment: 'x', bucketName: 'No', alertEmail: 'me' }).split('\n')).toHaveLength(3);
  });
});
