import type { AwsCall, Input } from '../platform/aws-call.ts';
import type { Place } from '../template/identities.ts';
import { scalar } from '../template/resolve.ts';
import type { Request } from './evaluate.ts';

type Needs = (call: AwsCall, place: Place) => readonly Request[];

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
const text = (input: unknown, name: string): string => {
  const found = field(input, name);
  if (typeof found !== 'string') throw new Error(`No ${name} in ${JSON.stringify(input)}`);
  return found;
};
const list = (input: unknown, name: string): readonly unknown[] => {
  const found = field(input, name);
  return Array.isArray(found) ? found : [];
};

const tableArn = (name: string, { account, region }: Place): string =>
  name.startsWith('arn:') ? name : `arn:aws:dynamodb:${region}:${account}:table/${name}`;

/** On one table, or on one of its indexes. */
const onTable: Needs = ({ operation, input }, place) => {
  const index = input['IndexName'];
  const resource = tableArn(text(input, 'TableName'), place);
  return [
    {
      action: `dynamodb:${operation}`,
      resource: typeof index === 'string' ? `${resource}/index/${index}` : resource,
    },
  ];
};

/** A transaction needs what its parts need. */
const parts =
  (actions: Readonly<Record<string, string>>): Needs =>
  ({ input }, place) =>
    list(input, 'TransactItems').flatMap((item) =>
      Object.entries(item as Input).map(([kind, part]) => ({
        action: `dynamodb:${actions[kind] ?? kind}`,
        resource: tableArn(text(part, 'TableName'), place),
      })),
    );

/** A batch names its tables as keys. */
const batch: Needs = ({ operation, input }, place) =>
  Object.keys((input['RequestItems'] ?? {}) as Input).map((name) => ({
    action: `dynamodb:${operation}`,
    resource: tableArn(name, place),
  }));

const onQueue =
  (action: string): Needs =>
  ({ input }, { account, region }) => [
    {
      action,
      resource: `arn:aws:sqs:${region}:${account}:${text(input, 'QueueUrl').split('/').at(-1) ?? ''}`,
    },
  ];

const onSchedule: Needs = ({ operation, path, input }, { account, region }) => {
  const { pathname, searchParams } = new URL(path, 'http://scheduler');
  const name = decodeURIComponent(pathname.split('/')[2] ?? '');
  const group = scalar(input['GroupName']) ?? searchParams.get('groupName') ?? 'default';
  const role = field(input['Target'], 'RoleArn');
  const passed: Request[] =
    typeof role === 'string'
      ? [
          {
            action: 'iam:PassRole',
            resource: role,
            context: { 'iam:PassedToService': ['scheduler.amazonaws.com'] },
          },
        ]
      : [];
  return [
    {
      action: `scheduler:${operation}`,
      resource: `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`,
    },
    ...passed,
  ];
};

const onConnection: Needs = ({ method, host, path }, { account, region }) => {
  const [, stage = '', ...rest] = path.split('/');
  const api = host.split('.')[0] ?? '';
  return [
    {
      action: 'execute-api:ManageConnections',
      resource: `arn:aws:execute-api:${region}:${account}:${api}/${stage}/${method}/${rest.join('/')}`,
    },
  ];
};

const onAnything = (action: string): Needs => {
  return () => [{ action, resource: '*' }];
};

const TABLE_OPERATIONS = [
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;

/** What each operation of AWS that the product may call needs, as the service authorization reference has it. */
const NEEDS = new Map<string, Needs>([
  ...TABLE_OPERATIONS.map((operation) => [`dynamodb:${operation}`, onTable] as const),
  ['dynamodb:BatchGetItem', batch],
  ['dynamodb:BatchWriteItem', batch],
  ['dynamodb:TransactGetItems', parts({ Get: 'GetItem' })],
  [
    'dynamodb:TransactWriteItems',
    parts({
      ConditionCheck: 'ConditionCheckItem',
      Delete: 'DeleteItem',
      Put: 'PutItem',
      Update: 'UpdateItem',
    }),
  ],
  ['sqs:SendMessage', onQueue('sqs:SendMessage')],
  ['sqs:SendMessageBatch', onQueue('sqs:SendMessage')],
  ['sqs:ReceiveMessage', onQueue('sqs:ReceiveMessage')],
  ['sqs:DeleteMessage', onQueue('sqs:DeleteMessage')],
  ['sqs:ChangeMessageVisibility', onQueue('sqs:ChangeMessageVisibility')],
  ['sqs:GetQueueAttributes', onQueue('sqs:GetQueueAttributes')],
  ['sns:Publish', ({ input }) => [{ action: 'sns:Publish', resource: text(input, 'TopicArn') }]],
  [
    'secretsmanager:GetSecretValue',
    ({ input }) => [{ action: 'secretsmanager:GetSecretValue', resource: text(input, 'SecretId') }],
  ],
  ['monitoring:GetMetricData', onAnything('cloudwatch:GetMetricData')],
  ...(['CreateSchedule', 'UpdateSchedule', 'DeleteSchedule', 'GetSchedule'] as const).map(
    (operation) => [`scheduler:${operation}`, onSchedule] as const,
  ),
  ...(['PostToConnection', 'GetConnection', 'DeleteConnection'] as const).map(
    (operation) => [`execute-api:${operation}`, onConnection] as const,
  ),
]);

/** The operations of AWS that are known here, `service:Operation`. */
export const KNOWN_OPERATIONS: readonly string[] = [...NEEDS.keys()];

/** Returns what the caller of an operation must be allowed. Throws on one that nobody here has looked up. */
export function needsOf(call: AwsCall, place: Place): readonly Request[] {
  const needs = NEEDS.get(`${call.service}:${call.operation}`);
  if (needs === undefined) {
    throw new Error(`What ${call.service}:${call.operation} needs to be allowed is not known here.`);
  }
  return needs(call, place);
}
