import { TABLES, type TableDefinition, type TableName } from '@agentic-service-bot/aws/tables';
import {
  CreateTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  type Projection,
} from '@aws-sdk/client-dynamodb';

/** A client for a DynamoDB that asks nobody who they are. */
export const dynamoClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

let sets = 0;

/** Creates a set of the product's tables; no other call has given them the same names. */
export async function createTables(client: DynamoDBClient): Promise<Record<TableName, string>> {
  const set = `set${process.pid}-${++sets}`;
  const names = TABLE_NAMES.map((name) => [name, `${set}-${name}`] as const);
  await Promise.all(names.map(([name, tableName]) => createTable(client, tableName, TABLES[name])));
  return Object.fromEntries(names) as Record<TableName, string>;
}

async function createTable(client: DynamoDBClient, name: string, table: TableDefinition): Promise<void> {
  const indexes = Object.entries(table.indexes).map(([indexName, index]) => ({
    local: index.local === true,
    keys: [index.partitionKey, index.sortKey],
    request: {
      IndexName: indexName,
      KeySchema: keySchema(index),
      Projection: projection(index.projected),
    },
  }));
  const attributes = new Map(
    [keysOf(table), ...indexes.map(({ keys }) => keys)].flat().map((key) => [key.name, key.type]),
  );
  const global = indexes.filter(({ local }) => !local).map(({ request }) => request);
  const local = indexes.filter((index) => index.local).map(({ request }) => request);
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(table),
      AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({
        AttributeName,
        AttributeType,
      })),
      ...(global.length === 0 ? {} : { GlobalSecondaryIndexes: global }),
      ...(local.length === 0 ? {} : { LocalSecondaryIndexes: local }),
    }),
  );
}

type Keys = Pick<TableDefinition, 'partitionKey' | 'sortKey'>;

const keysOf = ({ partitionKey, sortKey }: Keys) =>
  sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];

const keySchema = (keys: Keys): KeySchemaElement[] =>
  keysOf(keys).map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' : 'RANGE' }));

const projection = (projected: 'ALL' | 'KEYS_ONLY' | readonly string[]): Projection =>
  typeof projected === 'string'
    ? { ProjectionType: projected }
    : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projected] };
