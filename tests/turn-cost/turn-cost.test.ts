import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { startDynoxide } from '../support/aws/dynoxide.ts';
import { createTables } from '../support/aws/tables.ts';
import { meteredClient, totalOf } from './meter.ts';
import { ordinaryTurns } from './ordinary-turn.ts';

const WRITE_UNITS_MAX = 16;
const READ_UNITS_MAX = 10;
/** Longer than the windows by which conversations are listed. */
const HOURS_MS = 3 * 60 * 60_000;

test(
  'the ordinary turn costs at most 16 write and 10 read units, at message 10 and at message 1,000 alike',
  { timeout: 60_000 },
  async () => {
    const costs = [];
    for (const messages of [8, 992]) {
      const turns = await ordinaryTurns(messages);
      // The first one lists the conversation, and makes a digest of what was before.
      await turns.play(false);
      const atOnce = totalOf(await turns.play(false));
      const slowly = totalOf(await turns.play(true));
      turns.pause(HOURS_MS);
      const moved = await turns.play(true);
      await turns.close();
      for (const { writeUnits, readUnits } of [atOnce, slowly]) {
        expect(writeUnits).toBeLessThanOrEqual(WRITE_UNITS_MAX);
        expect(readUnits).toBeLessThanOrEqual(READ_UNITS_MAX);
      }
      const lists = moved.find(({ pattern }) => pattern === 'conversations.put');
      costs.push({ atOnce: atOnce.writeUnits, slowly: slowly.writeUnits, lists: lists?.writeUnits });
    }
    // After a pause it moves in both lists.
    expect(costs[0]).toEqual({ atOnce: 13, slowly: 14, lists: 5 });
    expect(costs[1]).toEqual(costs[0]);
  },
);

test('a write that its condition refuses is counted, by the size of what stands', async () => {
  const dynoxide = await startDynoxide();
  const { client, meter } = meteredClient(dynoxide.endpoint);
  const { counters } = await createTables(client);
  const put = (bytes: number) =>
    new PutItemCommand({
      TableName: counters,
      Item: { counter: { S: 'c' }, data: { B: Buffer.alloc(bytes) } },
      ConditionExpression: 'attribute_not_exists(#counter)',
      ExpressionAttributeNames: { '#counter': 'counter' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  meter.take();
  await meter.under('first', () => client.send(put(2_500)));
  await expect(meter.under('second', () => client.send(put(10)))).rejects.toThrow();
  client.destroy();
  await dynoxide.stop();
  expect(meter.take()).toEqual([
    { pattern: 'first', requests: 1, refused: 0, writeUnits: 3, readUnits: 0 },
    { pattern: 'second', requests: 1, refused: 1, writeUnits: 3, readUnits: 0 },
  ]);
});
