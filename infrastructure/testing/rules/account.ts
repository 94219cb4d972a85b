import type { Rule } from '../rule.ts';
import { all, at, every, list, property, same, set, show, target } from '../rule.ts';

const ROLE = 'AWS::IAM::Role';
const TRAIL = 'AWS::CloudTrail::Trail';
const PROVIDER = 'AWS::IAM::OIDCProvider';
const ISSUER = 'token.actions.githubusercontent.com';

const deployRole = (found: { Properties?: Readonly<Record<string, unknown>> }) =>
  at(found.Properties, 'RoleName') === 'agentic-service-bot-deploy';

/** What holds of what an account has once. */
export const ACCOUNT_RULES: readonly Rule[] = [
  {
    says: 'A workflow may deploy only from our repository, by its number, in a named environment, with a token for AWS',
    problems: ({ template }) => {
      const role = all(template, ROLE).find(deployRole);
      const statements = role ? list(role, 'AssumeRolePolicyDocument.Statement') : [];
      const [statement] = statements;
      const wanted = {
        [`${ISSUER}:aud`]: 'sts.amazonaws.com',
        [`${ISSUER}:sub`]: ['repo:owner/name:environment:dev', 'repo:owner/name:environment:prod'],
        [`${ISSUER}:repository_id`]: '42',
        [`${ISSUER}:environment`]: ['dev', 'prod'],
      };
      const trusted = target(template, at(statement, 'Principal.Federated'))?.Type;
      return statements.length === 1 &&
        same(at(statement, 'Condition'), { StringEquals: wanted }) &&
        trusted === PROVIDER
        ? []
        : [`whoever shows ${show(statement)}`];
    },
    mutations: Object.fromEntries(
      ['aud', 'sub', 'repository_id', 'environment'].map((claim) => [
        `no ${claim}`,
        (t) => {
          const role = all(t, ROLE).find(deployRole);
          const condition = at(
            list(role ?? { Type: '' }, 'AssumeRolePolicyDocument.Statement')[0],
            'Condition.StringEquals',
          );
          Reflect.deleteProperty(condition as object, `${ISSUER}:${claim}`);
        },
      ]),
    ),
  },
  {
    says: 'The trail has every region’s management events and the writes to what people are served, encrypted and proved unchanged',
    problems: ({ template }) =>
      every(template, TRAIL, {
        IsLogging: true,
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        KMSKeyId: (value) => target(template, value)?.Type === 'AWS::KMS::Key',
        'AdvancedEventSelectors.0.FieldSelectors.0.Equals': ['Management'],
        'AdvancedEventSelectors.1.FieldSelectors': (value) =>
          /frontend\/"/.test(show(value)) && /"readOnly"/.test(show(value)),
      }),
    mutations: {
      'switched off': (t) => set(t, TRAIL, 'IsLogging', false),
      'one region': (t) => set(t, TRAIL, 'IsMultiRegionTrail', false),
      'no proof': (t) => set(t, TRAIL, 'EnableLogFileValidation', false),
      'no key': (t) => set(t, TRAIL, 'KMSKeyId', undefined),
      'no writes': (t) => set(t, TRAIL, 'AdvancedEventSelectors.1.FieldSelectors', []),
    },
  },
  {
    says: 'API Gateway is allowed to log, and stays allowed; buckets and keys stay as well',
    problems: ({ template }) => [
      ...every(template, 'AWS::ApiGateway::Account', {
        CloudWatchRoleArn: (value) => target(template, value)?.Type === ROLE,
      }),
      ...[
        ['AWS::ApiGateway::Account', 'Retain'],
        ['AWS::S3::Bucket', 'RetainExceptOnCreate'],
        ['AWS::KMS::Key', 'RetainExceptOnCreate'],
        [TRAIL, 'RetainExceptOnCreate'],
        [PROVIDER, 'RetainExceptOnCreate'],
      ].flatMap(([type = '', wanted]) =>
        all(template, type)
          .filter((found) => found.DeletionPolicy !== wanted || found.UpdateReplacePolicy !== 'Retain')
          .map(({ id, DeletionPolicy }) => `${id} is ${DeletionPolicy}`),
      ),
    ],
    mutations: {
      'no role': (t) => set(t, 'AWS::ApiGateway::Account', 'CloudWatchRoleArn', undefined),
      'a bucket that goes': (t) =>
        Reflect.set(t.Resources[all(t, 'AWS::S3::Bucket')[0]?.id ?? ''] ?? {}, 'DeletionPolicy', 'Delete'),
      'a provider that a failed deployment leaves, so that the next is refused': (t) =>
        Reflect.set(t.Resources[all(t, PROVIDER)[0]?.id ?? ''] ?? {}, 'DeletionPolicy', 'Retain'),
    },
  },
  {
    says: 'The account’s buckets are closed to the public, its owner’s, encrypted, versioned and swept',
    problems: ({ template }) =>
      every(template, 'AWS::S3::Bucket', {
        'PublicAccessBlockConfiguration.RestrictPublicBuckets': true,
        'PublicAccessBlockConfiguration.BlockPublicPolicy': true,
        'OwnershipControls.Rules.0.ObjectOwnership': 'BucketOwnerEnforced',
        'VersioningConfiguration.Status': 'Enabled',
        BucketEncryption: (value) => value !== undefined,
        LifecycleConfiguration: (value) => value !== undefined,
      }),
    mutations: {
      public: (t) => set(t, 'AWS::S3::Bucket', 'PublicAccessBlockConfiguration.RestrictPublicBuckets', false),
      'no versions': (t) => set(t, 'AWS::S3::Bucket', 'VersioningConfiguration', undefined),
      'for ever': (t) => set(t, 'AWS::S3::Bucket', 'LifecycleConfiguration', undefined),
    },
  },
  {
    says: 'No role but the workflow’s can be taken on from outside, and nobody has a key that does not end',
    problems: ({ template }) => [
      ...['AWS::IAM::User', 'AWS::IAM::AccessKey'].flatMap((type) =>
        all(template, type).map(({ id }) => `${id} is ${type}`),
      ),
      ...all(template, ROLE)
        .filter((role) => !deployRole(role))
        .filter((role) =>
          list(role, 'AssumeRolePolicyDocument.Statement').some(
            (statement) => at(statement, 'Principal.Service') === undefined,
          ),
        )
        .map(({ id }) => `${id} can be taken on from outside`),
      ...all(template, ROLE)
        .filter(deployRole)
        .filter((role) => property(role, 'MaxSessionDuration') !== 3_600)
        .map(({ id }) => `${id} lasts too long`),
    ],
    mutations: {
      'a user with a key': (t) => Reflect.set(t.Resources, 'Key', { Type: 'AWS::IAM::AccessKey' }),
      'another account': (t) => {
        const role = all(t, ROLE).find((found) => !deployRole(found));
        Reflect.set(
          list(role ?? { Type: '' }, 'AssumeRolePolicyDocument.Statement')[0] as object,
          'Principal',
          { AWS: '1' },
        );
      },
      'twelve hours': (t) => set(t, ROLE, 'MaxSessionDuration', 43_200, deployRole),
    },
  },
];
