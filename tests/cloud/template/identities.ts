/** Where a stack is deployed. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly stack: string;
}

/** A resource as far as its names depend on it. */
export interface Identity {
  readonly logicalId: string;
  readonly type: string;
  /** A property of it as text. */
  property(name: string): string | undefined;
}

/** How a type of resource is called: by what `Ref` gives, and by what `Fn::GetAtt` gives. */
interface Naming {
  readonly ref: (identity: Identity, place: Place) => string;
  readonly attributes: Readonly<Record<string, (identity: Identity, place: Place) => string>>;
}

const arn =
  (service: string, rest: (identity: Identity) => string) =>
  (identity: Identity, { account, region }: Place): string =>
    `arn:aws:${service}:${region}:${account}:${rest(identity)}`;

/** CloudFormation makes names of its own where a resource has none; here that is the logical id. */
const named =
  (property: string) =>
  (identity: Identity): string =>
    identity.property(property) ?? identity.logicalId;

/** Ten letters and digits, as API Gateway gives its APIs, made of the logical id. */
const shortId = ({ logicalId }: Identity): string => {
  let hash = 7;
  for (const letter of logicalId) hash = (hash * 31 + letter.charCodeAt(0)) % 2 ** 48;
  return hash.toString(36).padStart(10, 'a').slice(-10);
};

const queueName = (identity: Identity): string =>
  identity.property('QueueName') ??
  `${identity.logicalId}${identity.property('FifoQueue') === 'true' ? '.fifo' : ''}`;
const tableName = named('TableName');
const tableArn = arn('dynamodb', (identity) => `table/${tableName(identity)}`);
const functionName = named('FunctionName');
const functionArn = arn('lambda', (identity) => `function:${functionName(identity)}`);
const topicName = named('TopicName');
const topicArn = arn('sns', topicName);
const roleName = named('RoleName');
const roleArn = (identity: Identity, { account }: Place): string =>
  `arn:aws:iam::${account}:role/${roleName(identity)}`;
const groupName = named('Name');
const secretArn = arn('secretsmanager', (identity) => `secret:${named('Name')(identity)}-aBcDeF`);
const keyId = (identity: Identity): string => `key-${identity.logicalId}`;
const poolId = (identity: Identity, { region }: Place): string => `${region}_${identity.logicalId.slice(-9)}`;
const logName = named('LogGroupName');

const NAMINGS = new Map<string, Naming>([
  ['AWS::DynamoDB::Table', { ref: tableName, attributes: { Arn: tableArn } }],
  ['AWS::DynamoDB::GlobalTable', { ref: tableName, attributes: { Arn: tableArn } }],
  [
    'AWS::SQS::Queue',
    {
      ref: (identity, { account, region }) =>
        `https://sqs.${region}.amazonaws.com/${account}/${queueName(identity)}`,
      attributes: { Arn: arn('sqs', queueName), QueueName: queueName },
    },
  ],
  ['AWS::SNS::Topic', { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: topicName } }],
  ['AWS::Lambda::Function', { ref: functionName, attributes: { Arn: functionArn } }],
  [
    'AWS::Lambda::Version',
    {
      ref: (identity, place) => `${qualified(identity, place)}:1`,
      attributes: { Version: () => '1', FunctionArn: (identity, place) => `${qualified(identity, place)}:1` },
    },
  ],
  [
    'AWS::Lambda::Alias',
    {
      ref: (identity, place) => `${qualified(identity, place)}:${identity.property('Name') ?? ''}`,
      attributes: {
        AliasArn: (identity, place) => `${qualified(identity, place)}:${identity.property('Name') ?? ''}`,
      },
    },
  ],
  ['AWS::IAM::Role', { ref: roleName, attributes: { Arn: roleArn, RoleId: roleName } }],
  ['AWS::ApiGatewayV2::Api', { ref: shortId, attributes: { ApiId: shortId } }],
  ['AWS::ApiGatewayV2::Stage', { ref: (identity) => identity.property('StageName') ?? '', attributes: {} }],
  ['AWS::ApiGatewayV2::Integration', { ref: shortId, attributes: {} }],
  ['AWS::ApiGatewayV2::Authorizer', { ref: shortId, attributes: { AuthorizerId: shortId } }],
  [
    'AWS::Scheduler::ScheduleGroup',
    {
      ref: groupName,
      attributes: { Arn: arn('scheduler', (identity) => `schedule-group/${groupName(identity)}`) },
    },
  ],
  ['AWS::SecretsManager::Secret', { ref: secretArn, attributes: { Id: secretArn } }],
  [
    'AWS::KMS::Key',
    { ref: keyId, attributes: { KeyId: keyId, Arn: arn('kms', (identity) => `key/${keyId(identity)}`) } },
  ],
  ['AWS::KMS::Alias', { ref: (identity) => identity.property('AliasName') ?? '', attributes: {} }],
  [
    'AWS::Cognito::UserPool',
    {
      ref: poolId,
      attributes: {
        UserPoolId: poolId,
        Arn: (identity, place) =>
          arn('cognito-idp', () => `userpool/${poolId(identity, place)}`)(identity, place),
        ProviderName: (identity, place) =>
          `cognito-idp.${place.region}.amazonaws.com/${poolId(identity, place)}`,
        ProviderURL: (identity, place) =>
          `https://cognito-idp.${place.region}.amazonaws.com/${poolId(identity, place)}`,
      },
    },
  ],
  [
    'AWS::CloudFront::Distribution',
    {
      ref: shortId,
      attributes: { Id: shortId, DomainName: (identity) => `${shortId(identity)}.cloudfront.net` },
    },
  ],
  ['AWS::Cognito::UserPoolClient', { ref: shortId, attributes: { ClientId: shortId } }],
  [
    'AWS::Logs::LogGroup',
    {
      ref: logName,
      attributes: { Arn: arn('logs', (identity) => `log-group:${logName(identity)}:*`) },
    },
  ],
]);

function qualified(identity: Identity, place: Place): string {
  const name = (identity.property('FunctionName') ?? '').split(':').at(-1) ?? '';
  return `arn:aws:lambda:${place.region}:${place.account}:function:${name}`;
}

/** What `Ref` of a resource gives. Of a type that nothing here runs it is a name that looks like one. */
export function reference(identity: Identity, place: Place): string {
  return NAMINGS.get(identity.type)?.ref(identity, place) ?? identity.logicalId;
}

/** What `Fn::GetAtt` of a resource gives. */
export function attribute(identity: Identity, name: string, place: Place): string {
  const naming = NAMINGS.get(identity.type);
  const own = naming?.attributes[name];
  if (own !== undefined) return own(identity, place);
  if (naming !== undefined) throw new Error(`A ${identity.type} has no attribute ${name} here.`);
  const service = identity.type.split('::')[1]?.toLowerCase() ?? '';
  if (name.endsWith('Arn')) return arn(service, ({ logicalId }) => logicalId)(identity, place);
  return `${identity.logicalId}-${name.toLowerCase()}.${service}.${place.region}.amazonaws.com`;
}
