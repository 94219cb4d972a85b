import type { Resolver } from '../template/resolve.ts';
import type { Consumed } from './calls.ts';

/** DynamoDB wants requests signed, and does not look at the signature here. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=simulated/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
};

/** Calls DynamoDB in nobody's name. */
export async function dynamodb(
  endpoint: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { ...HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
  return await response.json();
}

/** The part of a table's properties that makes the table. */
const MADE_OF = ['TableName', 'AttributeDefinitions', 'KeySchema', 'LocalSecondaryIndexes'];

/** Creates the tables of a template as they stand there: keys, indexes, time to live. */
export async function createTables(endpoint: string, resolver: Resolver): Promise<void> {
  const tables = [
    ...resolver.resources('AWS::DynamoDB::Table'),
    ...resolver.resources('AWS::DynamoDB::GlobalTable'),
  ];
  await Promise.all(
    tables.map(async ([logicalId, properties]) => {
      const TableName = resolver.reference(logicalId);
      const made = Object.fromEntries(
        MADE_OF.flatMap((name) => {
          const value = properties.at(name);
          return value === undefined ? [] : [[name, value]];
        }),
      );
      const indexes = properties.list('GlobalSecondaryIndexes').map((index) => {
        const { IndexName, KeySchema, Projection } = index as Record<string, unknown>;
        return { IndexName, KeySchema, Projection };
      });
      await dynamodb(endpoint, 'CreateTable', {
        ...made,
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
      });
      const TimeToLiveSpecification = properties.at('TimeToLiveSpecification');
      if (TimeToLiveSpecification !== undefined) {
        await dynamodb(endpoint, 'UpdateTimeToLive', { TableName, TimeToLiveSpecification });
      }
    }),
  );
}

const READS = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems']);

/** Has a call tell what it cost. */
export const tellingCost = (body: Buffer): Buffer =>
  Buffer.from(
    JSON.stringify({ ...(JSON.parse(body.toString()) as object), ReturnConsumedCapacity: 'TOTAL' }),
  );

/** Reads what a call cost from its answer. */
export function costOf(functionName: string, operation: string, answer: string): Consumed[] {
  const { ConsumedCapacity } = JSON.parse(answer) as { readonly ConsumedCapacity?: unknown };
  const isRead = READS.has(operation);
  return [ConsumedCapacity ?? []].flat().map((each) => {
    const { TableName: table, CapacityUnits: units } = each as {
      readonly TableName: string;
      readonly CapacityUnits: number;
    };
    return { functionName, operation, table, read: isRead ? units : 0, write: isRead ? 0 : units };
  });
}
