/** A customer who leaves: what AWS has of them comes out whole, and goes whole. */
import { CustomerData, dynamoStore, EventBridgeScheduler } from '@agentic-service-bot/aws';
import { TABLES, type TableName } from '@agentic-service-bot/aws/tables';
import { done } from '@agentic-service-bot/bot/definition';
import { ManualClock } from '@agentic-service-bot/bot/testing';
import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { entry, record, state, summary, wholeMessage } from '../contracts/samples.ts';
import { startDynoxide, type Dynoxide } from '../support/aws/dynoxide.ts';
import { schedulesApi, type Schedules } from '../support/aws/schedules.ts';
import { createTables, dynamoClient } from '../support/aws/tables.ts';

const { now } = new ManualClock();
const ANN = { id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC' };
const BEN = { ...ANN, id: 'ben', name: 'Ben' };

let dynoxide: Dynoxide;
let client: DynamoDBClient;
let api: Schedules;
let schedules: SchedulerClient;
let tables: Record<TableName, string>;

beforeAll(async () => {
  dynoxide = await startDynoxide();
  client = dynamoClient(dynoxide.endpoint);
  api = await schedulesApi();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  schedules = new SchedulerClient({ endpoint: api.endpoint, region: 'us-east-1', credentials });
});

afterAll(async () => {
  client.destroy();
  schedules.destroy();
  await Promise.all([dynoxide.stop(), api.stop()]);
});

beforeEach(async () => {
  tables = await createTables(client);
});

const theScheduler = () =>
  new EventBridgeScheduler({
    client: schedules,
    group: 'routines',
    targetArn: 'arn:aws:lambda:us-east-1:000000000000:function:runRoutine',
    roleArn: 'arn:aws:iam::000000000000:role/scheduler',
    deadLetterArn: 'arn:aws:sqs:us-east-1:000000000000:undelivered',
    now,
  });
const theStore = () => dynamoStore({ client, tables, now, id: randomUUID, retentionDays: undefined });
const theData = () => new CustomerData({ client, tables, scheduler: theScheduler(), now });

/** Someone with something of everything: two conversations, of which one is long. */
async function livesHere(customer: typeof ANN): Promise<void> {
  const { id } = customer;
  const store = theStore();
  const scheduler = theScheduler();
  const { customers, objects, billing, requests, budgets, ledger, log, conversations, sockets } = store;
  await customers.put(customer);
  await objects.write(id, 'device', 'lamp', 0, { on: true }, now(), 'made');
  await billing.changePlan(id, 'premium', 'call/plan');
  const claim = { hash: 'h', conversationId: `${id}_1`, messageId: 'm', after: 0 };
  const later = new Date(now().getTime() + 60_000);
  await requests.claim(id, 'r1', claim, now(), later);
  await budgets.take(`messages/${id}`, 1, 30, now(), later);
  await sockets.add({
    id: `socket of ${id}`,
    principal: { id, name: id, role: 'customer' },
    expiresAt: later.toISOString(),
  });
  for (const timer of ['a', 'b']) {
    const schedule = { at: '07:00', days: ['monday' as const] };
    await scheduler.set({ customerId: id, id: timer, conversationId: `${id}_1`, schedule, timeZone: 'UTC' });
  }
  for (const conversationId of [`${id}_1`, `${id}_2`]) {
    for (let seq = 1; seq <= 30; seq++) {
      const own = state({ customerId: id });
      await log.append(entry(conversationId, seq, { state: own, message: wholeMessage(seq) }));
    }
    await conversations.put(summary(conversationId, 30, { customerId: id }));
    await ledger.intend(record(conversationId, { customerId: id, outcome: done(1) }));
  }
}

/** How many items of every table mention this. */
async function mentions(id: string): Promise<number> {
  const found = await Promise.all(
    Object.keys(TABLES).map(async (name) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: tables[name as TableName] }));
      return Items.filter((item) => JSON.stringify(item).includes(id)).length;
    }),
  );
  return found.reduce((sum, count) => sum + count, 0);
}

test('all that is known of a customer comes out', async () => {
  await livesHere(ANN);
  await livesHere(BEN);
  const exported = await theData().export('ann');
  expect(exported).toMatchObject({
    customer: ANN,
    objects: [{ kind: 'device', id: 'lamp', version: 1, data: { on: true } }],
    billing: [{ level: 'premium' }],
  });
  expect(exported?.timers.map(({ id }) => id).toSorted()).toEqual(['a', 'b']);
  expect(exported?.conversations.map(({ id }) => id).toSorted()).toEqual(['ann_1', 'ann_2']);
  expect(exported?.conversations.map(({ messages }) => messages.length)).toEqual([30, 30]);
  expect(exported?.conversations[0]?.messages[0]?.id).toBe('m_1');
  expect(exported?.conversations.map(({ actions }) => actions.length)).toEqual([1, 1]);
  expect(await theData().export('nobody')).toBeUndefined();
});

test('all of a customer goes, and nothing of anybody else’s', async () => {
  await livesHere(ANN);
  await livesHere(BEN);
  const ofBen = await mentions('ben');
  const erased = await theData().erase('ann');
  if (erased === 'busy') throw new Error('Nobody is at work.');
  expect(Object.fromEntries(erased.map(({ what, count }) => [what, count]))).toEqual({
    timers: 2,
    'actions in the ledger': 2,
    'log entries': 60,
    conversations: 2,
    counters: 1,
    objects: 1,
    'marks of effects': 1,
    'billing records': 1,
    'request ids': 1,
    customer: 1,
  });
  expect(await mentions('ann')).toBe(0);
  expect(await mentions('ben')).toBe(ofBen);
  expect((await theScheduler().ofCustomer('ben')).length).toBe(2);
  expect(await theData().erase('ann')).toEqual([]);
});

test('nothing goes while the bot is in the middle of a reply', async () => {
  await livesHere(ANN);
  const before = await mentions('ann');
  const origin = { kind: 'messages' as const, replyTo: [] };
  const reply = { messageId: 'm', from: 31, since: 31, writes: 0, cancelled: false, origin };
  await theStore().log.append(entry('ann_2', 31, { state: state({ customerId: 'ann', reply }) }));
  expect(await theData().erase('ann')).toBe('busy');
  expect(await mentions('ann')).toBe(before + 1);
});
