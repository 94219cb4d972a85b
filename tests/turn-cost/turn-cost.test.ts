import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { dynamoStore } from '@agentic-service-bot/aws';
import { ManualClock } from '@agentic-service-bot/bot/testing';
import { record } from '../contracts/samples.ts';
import { startDynoxide } from '../support/aws/dynoxide.ts';
import { createTables } from '../support/aws/tables.ts';
import { meteredClient, totalOf } from './meter.ts';
import { ordinaryTurns, type OrdinaryTurns } from './ordinary-turn.ts';

const WRITE_UNITS_MAX = 16;
const READ_UNITS_MAX = 10;
/** Longer than the windows by which conversations are listed. */
const HOURS_MS = 3 * 60 * 60_000;

/** Plays so many turns; returns the most that one of them cost. */
async function most(
  turns: OrdinaryTurns,
  count: number,
  paced: boolean,
): Promise<{ writeUnits: number; readUnits: number }> {
  const most = { writeUnits: 0, readUnits: 0 };
  for (let turn = 0; turn < count; turn += 1) {
    const { writeUnits, readUnits } = totalOf(await turns.play(paced));
    most.writeUnits = Math.max(most.writeUnits, writeUnits);
    most.readUnits = Math.max(most.readUnits, readUnits);
  }
  return most;
}

test(
  'the ordinary turn costs at most 16 write and 10 read units, at message 10 and at message 1,000 alike',
  { timeout: 60_000 },
  async () => {
    const costs = [];
    for (const messages of [8, 992]) {
      const turns = await ordinaryTurns({ messages });
      // The first one lists the conversation, and makes a digest of what was before.
      await turns.play(false);
      const atOnce = totalOf(await turns.play(false));
      const slowly = totalOf(await turns.play(true));
      turns.pause(HOURS_MS);
      const later = totalOf(await turns.play(true));
      await turns.close();
      for (const { writeUnits, readUnits } of [atOnce, slowly, later]) {
        expect(writeUnits).toBeLessThanOrEqual(WRITE_UNITS_MAX);
        expect(readUnits).toBeLessThanOrEqual(READ_UNITS_MAX);
      }
      costs.push([atOnce, slowly, later].map(({ writeUnits }) => writeUnits));
    }
    // After a pause it moves in the inbox.
    expect(costs).toEqual([
      [13, 14, 16],
      [13, 14, 16],
    ]);
  },
);

test.each([8, 992])(
  'no more where its model is a metered one, whose tokens are taken for some turns at once; after %i messages',
  { timeout: 60_000 },
  async (messages) => {
    const turns = await ordinaryTurns({ messages, metered: true });
    await turns.play(false);
    const cost = await most(turns, 6, true);
    await turns.close();
    expect(cost.writeUnits).toBeLessThanOrEqual(WRITE_UNITS_MAX);
    expect(cost.readUnits).toBeLessThanOrEqual(READ_UNITS_MAX);
  },
);

test(
  'no more where every message and every turn comes to a process that has seen nothing',
  { timeout: 60_000 },
  async () => {
    const turns = await ordinaryTurns({ messages: 992, metered: true, cold: true });
    await turns.play(false);
    const cost = await most(turns, 6, true);
    await turns.close();
    expect(cost.writeUnits).toBeLessThanOrEqual(WRITE_UNITS_MAX);
    expect(cost.readUnits).toBeLessThanOrEqual(READ_UNITS_MAX);
  },
);

test(
  'a page of an audit trail costs what is on it, however long the trail is',
  { timeout: 30_000 },
  async () => {
    const dynoxide = await startDynoxide();
    const { client, meter } = meteredClient(dynoxide.endpoint);
    const tables = await createTables(client);
    const { now } = new ManualClock();
    const { ledger } = dynamoStore({ client, tables, now, id: () => 'id', retentionDays: 90 });
    const pages = [];
    let turns = 0;
    for (const count of [40, 400]) {
      for (; turns < count; turns += 1) await ledger.intend(record('cv', { turn: `t${1_000 + turns}` }));
      meter.take();
      const first = await ledger.ofConversation('cv', 20);
      const second = await ledger.ofConversation('cv', 20, first.nextCursor);
      expect([...first.items, ...second.items].map(({ turn }) => turn)).toEqual(
        Array.from({ length: 40 }, (_, n) => `t${1_000 + n}`),
      );
      pages.push(totalOf(meter.take()).readUnits);
    }
    client.destroy();
    await dynoxide.stop();
    expect(pages).toEqual([2, 2]);
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
