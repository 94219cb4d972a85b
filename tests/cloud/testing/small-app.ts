import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../support/server.ts';
import type { Assembly } from '../template/assembly.ts';
import { parseTemplate, type TemplateValue } from '../template/template.ts';

/** The source of each function of a small app; those that are left out do the least that works. */
export type Sources = Readonly<Record<string, string>>;

type Properties = Readonly<Record<string, TemplateValue>>;

const CONNECT = `export const handler = async () => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'asb.v1' } });`;
const OK = `export const handler = async () => ({ statusCode: 200 });`;
const ALLOW = `export const handler = async (event) => ({
  principalId: 'ann',
  policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn }] },
  context: { name: 'Ann', count: 2, isOperator: false },
});`;

const LEAST: Sources = {
  authorize: ALLOW,
  connect: CONNECT,
  disconnect: OK,
  receive: OK,
  work: OK,
  close: OK,
  tick: OK,
};

const getAtt = (logicalId: string, name = 'Arn'): TemplateValue => ({ 'Fn::GetAtt': [logicalId, name] });
const ref = (logicalId: string): TemplateValue => ({ Ref: logicalId });
const invocations = (name: string): TemplateValue => ({
  'Fn::Join': [
    '',
    [
      'arn:aws:apigateway:',
      ref('AWS::Region'),
      ':lambda:path/2015-03-31/functions/',
      getAtt(name),
      '/invocations',
    ],
  ],
});

const ALL = [
  'dynamodb:*',
  'sqs:*',
  'execute-api:ManageConnections',
  'logs:*',
  'secretsmanager:*',
  'sns:*',
  'scheduler:*',
  'iam:PassRole',
  'kms:*',
  'cloudwatch:*',
];

export interface SmallApp {
  readonly assembly: Assembly;
  remove(): Promise<void>;
}

/** Something in which a small app differs from the one that works. */
export interface Differences {
  readonly sources?: Sources;
  /** What the role of each function allows; all that the simulation knows where nothing is said. */
  readonly allows?: readonly string[];
  readonly throttle?: { readonly rate: number; readonly burst: number };
  readonly timeout?: number;
  readonly leaveOut?: readonly string[];
}

/** An app as small as one can be that has everything which the platform knows: for tests of the simulation itself. */
export async function smallApp({
  sources = {},
  allows = ALL,
  throttle,
  timeout = 5,
  leaveOut = [],
}: Differences = {}): Promise<SmallApp> {
  // Below node_modules, so that the functions find the SDK.
  const cache = join(ROOT, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'small-app-'));
  const names = Object.keys(LEAST);
  for (const [name, source] of Object.entries({ ...LEAST, ...sources })) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'index.mjs'), source);
  }

  const role = (services: readonly string[], actions: readonly string[]): Properties => ({
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: services } }],
    },
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
      },
    ],
  });
  const environment: Properties = {
    ENVIRONMENT: 'test',
    TABLE: ref('Table'),
    QUEUE_URL: ref('Queue'),
    TOPIC: ref('Topic'),
    SECRET: ref('Secret'),
    GROUP: ref('Group'),
    TICK: getAtt('tick'),
    SCHEDULER_ROLE: getAtt('SchedulerRole'),
    WEBSOCKET_ENDPOINT: {
      'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${Stage}',
    },
  };
  const of = (Type: string, Properties: Properties) => ({ Type, Properties });
  const route = (key: string, name: string, more: Properties = {}) =>
    of('AWS::ApiGatewayV2::Route', {
      ApiId: ref('Api'),
      RouteKey: key,
      Target: { 'Fn::Join': ['/', ['integrations', ref(`${name}Integration`)]] },
      ...more,
    });
  const resources: Record<string, ReturnType<typeof of>> = {
    Role: of('AWS::IAM::Role', role(['lambda.amazonaws.com'], allows)),
    SchedulerRole: of('AWS::IAM::Role', role(['scheduler.amazonaws.com'], ['lambda:InvokeFunction'])),
    Table: of('AWS::DynamoDB::Table', {
      TableName: 'things',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    }),
    Queue: of('AWS::SQS::Queue', {
      FifoQueue: true,
      QueueName: 'doorbell.fifo',
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: getAtt('Dead'), maxReceiveCount: 2 },
    }),
    Dead: of('AWS::SQS::Queue', { FifoQueue: true, QueueName: 'dead.fifo', VisibilityTimeout: 60 }),
    Topic: of('AWS::SNS::Topic', { TopicName: 'news', KmsMasterKeyId: ref('Key') }),
    Key: of('AWS::KMS::Key', {}),
    Secret: of('AWS::SecretsManager::Secret', { Name: 'model' }),
    Group: of('AWS::Scheduler::ScheduleGroup', { Name: 'routines' }),
    Api: of('AWS::ApiGatewayV2::Api', { RouteSelectionExpression: '$request.body.action' }),
    Stage: of('AWS::ApiGatewayV2::Stage', {
      StageName: 'live',
      ...(throttle && {
        DefaultRouteSettings: { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst },
      }),
    }),
    Authorizer: of('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'REQUEST',
      AuthorizerUri: invocations('authorize'),
      IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    }),
    ConnectRoute: route('$connect', 'connect', {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: ref('Authorizer'),
    }),
    DisconnectRoute: route('$disconnect', 'disconnect'),
    DefaultRoute: route('$default', 'receive'),
    PingRoute: route('ping', 'receive'),
    PingAnswer: of('AWS::ApiGatewayV2::RouteResponse', { RouteId: ref('PingRoute') }),
    workRings: of('AWS::Lambda::EventSourceMapping', {
      FunctionName: ref('work'),
      EventSourceArn: getAtt('Queue'),
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    }),
    closeRings: of('AWS::Lambda::EventSourceMapping', {
      FunctionName: ref('close'),
      EventSourceArn: getAtt('Dead'),
      BatchSize: 1,
    }),
  };
  for (const name of names) {
    resources[name] = of('AWS::Lambda::Function', {
      FunctionName: name,
      Handler: 'index.handler',
      Role: getAtt('Role'),
      Timeout: timeout,
      Code: { S3Bucket: 'assets', S3Key: name },
      Environment: { Variables: environment },
    });
    resources[`${name}Integration`] = of('AWS::ApiGatewayV2::Integration', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: invocations(name),
    });
    resources[`${name}Permission`] = of('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: getAtt(name),
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*' },
    });
  }
  const kept = Object.entries(resources).filter(([name]) => !leaveOut.includes(name));
  return {
    assembly: {
      stack: 'small',
      template: parseTemplate({ Resources: Object.fromEntries(kept) }),
      assets: new Map(names.map((name) => [name, join(folder, name)])),
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
