import { TABLES, TTL_ATTRIBUTE } from '@agentic-service-bot/aws/tables';
import type { TableDefinition } from '@agentic-service-bot/aws/tables';
import type { Environment } from '../../src/environments.ts';
import { namesOf } from '../../src/names.ts';
import type { Rule } from '../rule.ts';
import { all, at, every, list, property, remove, same, set, show, target, text } from '../rule.ts';
import { statementsOf } from '../statements.ts';

const TABLE = 'AWS::DynamoDB::Table';
const EVENTS = 'AWS::Events::Rule';

/** What holds data. A log of API Gateway's is left out: its name goes with the API. */
const STATEFUL = [
  TABLE,
  'AWS::S3::Bucket',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'AWS::Cognito::UserPool',
  'AWS::Logs::LogGroup',
];

/** What of it AWS is told to protect besides. */
const PROTECTED = new Set([TABLE, 'AWS::Cognito::UserPool']);

/** In `prod` a name must not stay in use by something empty that a failed deployment made; what is protected can't be taken back. */
function deletionPolicyOf(type: string, { removal }: Environment): string {
  if (removal !== 'retain') return 'Delete';
  return PROTECTED.has(type) ? 'Retain' : 'RetainExceptOnCreate';
}

export const DATA_RULES: readonly Rule[] = [
  {
    says: 'Every table is on demand, encrypted, recoverable to any second and forgets by itself',
    problems: ({ template, environment }) =>
      every(template, TABLE, {
        BillingMode: 'PAY_PER_REQUEST',
        'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': true,
        'PointInTimeRecoverySpecification.RecoveryPeriodInDays': environment.recoveryDays,
        'SSESpecification.SSEEnabled': true,
        TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
      }),
    mutations: {
      'recovery off': (t) =>
        set(t, TABLE, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', false),
      'a day of recovery': (t) => set(t, TABLE, 'PointInTimeRecoverySpecification.RecoveryPeriodInDays', 1),
      'no encryption': (t) => set(t, TABLE, 'SSESpecification', undefined),
      'no end of items': (t) => set(t, TABLE, 'TimeToLiveSpecification', undefined),
      'paid by the hour': (t) => set(t, TABLE, 'BillingMode', 'PROVISIONED'),
    },
  },
  {
    says: 'Tables, keys and indexes are those of the code',
    problems: ({ template, environment }) =>
      Object.entries(TABLES).flatMap(([name, definition]: [string, TableDefinition]) => {
        const table = all(template, TABLE).find(
          (found) => property(found, 'TableName') === namesOf(environment, name),
        );
        if (!table) return [`there is no table ${name}`];
        const indexes = Object.entries(definition.indexes);
        const wanted = {
          KeySchema: keySchema(definition),
          GlobalSecondaryIndexes: indexes
            .filter(([, { local }]) => !local)
            .map(([id, index]) => [id, keySchema(index)]),
          LocalSecondaryIndexes: indexes
            .filter(([, { local }]) => local)
            .map(([id, index]) => [id, keySchema(index)]),
        };
        return Object.entries(wanted).flatMap(([path, want]) => {
          const value = property(table, path) ?? [];
          const found =
            path === 'KeySchema'
              ? value
              : (value as { IndexName: string; KeySchema: unknown }[]).map((index) => [
                  index.IndexName,
                  index.KeySchema,
                ]);
          return same(found, want) ? [] : [`${name}: ${path} is ${show(found)}`];
        });
      }),
    mutations: {
      'another key': (t) => set(t, TABLE, 'KeySchema.0.AttributeName', 'other'),
      'another name': (t) => set(t, TABLE, 'TableName', 'other'),
      'an index less': (t) =>
        set(
          t,
          TABLE,
          'GlobalSecondaryIndexes',
          undefined,
          (found) => property(found, 'GlobalSecondaryIndexes') !== undefined,
        ),
    },
  },
  {
    says: 'Request rates of tables are capped in dev alone',
    problems: ({ template, environment: { requestUnits } }) =>
      every(template, TABLE, {
        OnDemandThroughput: requestUnits && {
          MaxReadRequestUnits: requestUnits.read,
          MaxWriteRequestUnits: requestUnits.write,
        },
      }),
    mutations: { 'another cap': (t) => set(t, TABLE, 'OnDemandThroughput', { MaxReadRequestUnits: 1 }) },
  },
  {
    says: 'What holds data stays in prod when it is deleted or replaced, and goes in dev',
    problems: ({ template, environment }) => {
      const replaced = environment.removal === 'retain' ? 'Retain' : 'Delete';
      return STATEFUL.flatMap((type) =>
        all(template, type)
          .filter((found) => !JSON.stringify(found.Properties).includes('"/aws/apigateway/'))
          .filter(
            (found) =>
              found.DeletionPolicy !== deletionPolicyOf(type, environment) ||
              found.UpdateReplacePolicy !== replaced,
          )
          .map(
            ({ id, DeletionPolicy, UpdateReplacePolicy }) =>
              `${id} is ${DeletionPolicy} and ${UpdateReplacePolicy}`,
          ),
      );
    },
    mutations: Object.fromEntries(
      STATEFUL.map((type) => [
        PROTECTED.has(type)
          ? `${type} that a deployment that fails can't take back`
          : `${type} that a deployment that fails leaves, so that the next is refused its name`,
        (t) => {
          const other = PROTECTED.has(type) ? 'RetainExceptOnCreate' : 'Retain';
          Reflect.set(t.Resources[all(t, type)[0]?.id ?? ''] ?? {}, 'DeletionPolicy', other);
        },
      ]),
    ),
  },
  {
    says: 'Tables and people’s accounts are protected from deletion in prod',
    problems: ({ template, environment }) => [
      ...every(template, TABLE, { DeletionProtectionEnabled: environment.protected }),
      ...every(template, 'AWS::Cognito::UserPool', {
        DeletionProtection: environment.protected ? 'ACTIVE' : 'INACTIVE',
      }),
    ],
    mutations: {
      'a table the other way': (t) => set(t, TABLE, 'DeletionProtectionEnabled', 'perhaps'),
      'accounts the other way': (t) => set(t, 'AWS::Cognito::UserPool', 'DeletionProtection', 'perhaps'),
    },
  },
  {
    says: 'No custom resource empties or deletes anything',
    problems: ({ template }) =>
      Object.entries(template.Resources)
        .filter(([, { Type }]) => /^Custom::|::CustomResource$/.test(Type))
        .map(([id, { Type }]) => `${id} is ${Type}`),
    mutations: {
      'a bucket emptied': (t) => Reflect.set(t.Resources, 'Emptier', { Type: 'Custom::S3AutoDeleteObjects' }),
    },
  },
  {
    says: 'Daily copies of every table are kept in prod, somebody hears of one that was not made, and none are paid for in dev',
    problems: ({ template, environment: { backupDays } }) => {
      const plans = all(template, 'AWS::Backup::BackupPlan');
      if (backupDays === undefined) return plans.map(({ id }) => `${id} costs money`);
      const tables = all(template, TABLE).length;
      return [
        ...every(template, 'AWS::Backup::BackupPlan', {
          'BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays': backupDays,
          'BackupPlan.BackupPlanRule.0.ScheduleExpression': 'cron(0 3 * * ? *)',
        }),
        ...every(template, 'AWS::Backup::BackupSelection', {
          'BackupSelection.Resources': (value) => Array.isArray(value) && value.length === tables,
        }),
        ...every(template, EVENTS, {
          'EventPattern.source': ['aws.backup'],
          'EventPattern.detail.state': ['ABORTED', 'EXPIRED', 'FAILED'],
          State: 'ENABLED',
          'Targets.0.Arn': (value) =>
            /critical$/.test(text(at(target(template, value)?.Properties, 'TopicName'))),
        }),
        ...['sns:Publish', 'kms:GenerateDataKey*']
          .filter(
            (action) =>
              !statementsOf(template).some(
                ({ actions, principal }) =>
                  actions.includes(action) && /"events\.amazonaws\.com"/.test(show(principal)),
              ),
          )
          .map((action) => `EventBridge may not ${action}`),
      ];
    },
    mutations: {
      'copies kept a day': (t) =>
        set(t, 'AWS::Backup::BackupPlan', 'BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays', 1),
      'a table left out': (t) => set(t, 'AWS::Backup::BackupSelection', 'BackupSelection.Resources', []),
      'nobody hears of it': (t) => remove(t, EVENTS),
      'of copies that were made': (t) => set(t, EVENTS, 'EventPattern.detail.state', ['COMPLETED']),
      'the message dropped for want of the key': (t) => {
        for (const statement of all(t, 'AWS::KMS::Key').flatMap((key) => list(key, 'KeyPolicy.Statement'))) {
          const services = at(statement, 'Principal.Service');
          if (Array.isArray(services))
            Reflect.set(services, services.indexOf('events.amazonaws.com'), 'x.amazonaws.com');
        }
      },
    },
    only: 'prod',
  },
];

function keySchema({ partitionKey, sortKey }: Pick<TableDefinition, 'partitionKey' | 'sortKey'>) {
  return [
    { AttributeName: partitionKey.name, KeyType: 'HASH' },
    ...(sortKey ? [{ AttributeName: sortKey.name, KeyType: 'RANGE' }] : []),
  ];
}
