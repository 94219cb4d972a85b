/** The client sends a write again whose answer was lost: its condition then fails because of itself. */
import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LogEntry } from '@agentic-service-bot/bot/ports';
import { expect, test } from 'vitest';
import { DynamoLog } from './log.ts';
import { DynamoObjects } from './objects.ts';
import { Table } from './table.ts';

interface Request {
  readonly Item?: Record<string, { S?: string }>;
  readonly ExpressionAttributeValues?: Record<string, { S?: string }>;
}

/** A DynamoDB that refuses every write, for it has what `standing` makes of the request. */
function refusing(standing: (by: string | undefined) => string) {
  const send = async ({ input }: { readonly input: Request }) => {
    const by = input.Item?.['by']?.S ?? input.ExpressionAttributeValues?.[':by']?.S;
    if (by === undefined) return { Items: [] };
    throw new ConditionalCheckFailedException({
      message: 'no',
      $metadata: {},
      Item: { by: { S: standing(by) } },
    });
  };
  return { send } as unknown as DynamoDBClient;
}

const entry: LogEntry = {
  conversationId: 'cv',
  seq: 1,
  at: '2026-05-04T10:00:00.000Z',
  frames: [{ type: 'conversation' }],
  state: {
    ...{ customerId: 'c', title: '', status: 'bot', priority: 'standard', unanswered: [] },
    createdAt: '2026-05-04T10:00:00.000Z',
    updatedAt: '2026-05-04T10:00:00.000Z',
  },
};

test.each([
  ['its own is there', (by: string | undefined) => by ?? '', 'appended', 'written'],
  ['another one is there', () => 'somebody else', 'taken', 'conflict'],
] as const)('where %s, the entry is %3$s and the object %4$s', async (_, standing, appended, written) => {
  let ids = 0;
  const client = refusing(standing);
  const table = new Table(client, 'table');
  const id = () => `id-${++ids}`;
  const nothing = () => ({});
  expect(await new DynamoLog(table, nothing, id).append(entry)).toBe(appended);
  const objects = new DynamoObjects(client, table, nothing, id);
  for (const expected of [0, 1])
    expect(await objects.write('c', 'device', 'tv', expected, {}, new Date(0))).toBe(written);
});
