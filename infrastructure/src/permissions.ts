import type { FunctionName } from '@agentic-service-bot/aws/functions';
import type { TableName } from '@agentic-service-bot/aws/tables';
import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { STAGE } from './api.ts';
import { bedrockPermissions } from './bedrock.ts';
import { TABLE_ACTIONS } from './table-actions.ts';

/** What functions may be let near. */
export interface Resources {
  readonly tables: ReadonlyMap<TableName, ITable>;
  readonly doorbell: IQueue;
  readonly deadLetters: IQueue;
  readonly routines: IQueue;
  readonly critical: ITopic;
  readonly report: ITopic;
  readonly topicKey: IKey;
  readonly apiId: string;
  readonly modelSecretArn: string;
  /** The setting `MODEL`. */
  readonly model: string | undefined;
  readonly routineGroup: string;
  readonly routineRole: IRole;
}

/** What a function may do: what its code calls, and nothing besides. Its own log is `functions.ts`'s. */
export function permissionsOf(scope: Construct, name: FunctionName, resources: Resources): PolicyStatement[] {
  const stack = Stack.of(scope);
  const allow = (actions: readonly string[], ...on: string[]): PolicyStatement =>
    new PolicyStatement({ actions: [...actions], resources: on });

  const sockets = (method: 'POST' | 'DELETE'): PolicyStatement =>
    allow(
      ['execute-api:ManageConnections'],
      stack.formatArn({
        service: 'execute-api',
        resource: resources.apiId,
        resourceName: `${STAGE}/${method}/@connections/*`,
      }),
    );
  const push = sockets('POST');
  const ring = allow(['sqs:SendMessage'], resources.doorbell.queueArn);
  const hear = (queue: IQueue): PolicyStatement =>
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue.queueArn);
  const plan = [
    allow(
      ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'],
      stack.formatArn({
        service: 'scheduler',
        resource: 'schedule',
        resourceName: `${resources.routineGroup}/*`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    ),
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [resources.routineRole.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    }),
  ];
  const publish = (topic: ITopic): PolicyStatement[] => [
    allow(['sns:Publish'], topic.topicArn),
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], resources.topicKey.keyArn),
  ];
  const secret = allow(['secretsmanager:GetSecretValue'], resources.modelSecretArn);

  const besides: Readonly<Record<FunctionName, PolicyStatement[]>> = {
    authorize: [],
    connect: [],
    disconnect: [],
    receive: [push, sockets('DELETE'), ring],
    work: [push, ring, hear(resources.doorbell), ...plan, secret, ...bedrockPermissions(resources.model)],
    closeTurn: [push, ring, hear(resources.deadLetters)],
    runRoutine: [push, ring, hear(resources.routines)],
    dailySummary: [
      // Metrics have no resource level.
      allow(['cloudwatch:GetMetricData'], '*'),
      ...publish(resources.report),
    ],
    alertOperators: publish(resources.critical),
    seed: plan,
  };
  return [...tableStatements(name, resources.tables), ...besides[name]];
}

function tableStatements(name: FunctionName, tables: ReadonlyMap<TableName, ITable>): PolicyStatement[] {
  return [...tables].flatMap(([table, { tableArn }]) => {
    const { on = [], onIndexes = {} } = TABLE_ACTIONS[name][table] ?? {};
    return [
      ...(on.length > 0 ? [allowOn(on, tableArn)] : []),
      ...Object.entries(onIndexes).map(([index, actions]) => allowOn(actions, `${tableArn}/index/${index}`)),
    ];
  });
}

const allowOn = (actions: readonly string[], resource: string): PolicyStatement =>
  new PolicyStatement({ actions: actions.map((action) => `dynamodb:${action}`), resources: [resource] });
