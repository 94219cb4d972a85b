/** A customer who leaves: what AWS has of them comes out whole, and goes whole. */
import {
  CustomerData,
  type CustomerDataOptions,
  dynamoStore,
  EventBridgeScheduler,
} from '@agentic-service-bot/aws';
import type { TableName } from '@agentic-service-bot/aws/tables';
import type { Holdings } from '@agentic-service-bot/bot/commands';
import { ManualClock } from '@agentic-service-bot/bot/testing';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { entry, state, summary } from '../contracts/samples.ts';
import { startDynoxide, type Dynoxide } from '../support/aws/dynoxide.ts';
import { mentions as countMentions, moveIn } from '../support/aws/resident.ts';
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
    queueArn: 'arn:aws:sqs:us-east-1:000000000000:routines',
    roleArn: 'arn:aws:iam::000000000000:role/scheduler',
    deadLetterArn: 'arn:aws:sqs:us-east-1:000000000000:undelivered',
    now,
  });
const theStore = () => dynamoStore({ client, tables, now, id: randomUUID, retentionDays: undefined });
const told: string[] = [];
const theData = (more: Partial<CustomerDataOptions> = {}) =>
  new CustomerData({
    ...{ client, tables, now, id: randomUUID },
    scheduler: theScheduler(),
    settle: () => Promise.resolve(),
    tell: (line) => void told.push(line),
    ...more,
  });
const countsOf = (holdings: Holdings) => Object.fromEntries(holdings.map(({ what, count }) => [what, count]));

const livesHere = (customer: typeof ANN) => moveIn(theStore(), theScheduler(), now(), customer);
const mentions = (id: string) => countMentions(client, tables, id);

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
  const all = {
    timers: 2,
    connections: 1,
    'actions in the ledger': 2,
    'log entries': 60,
    conversations: 2,
    counters: 1,
    objects: 1,
    'marks of effects': 1,
    'billing records': 1,
    'request ids': 1,
    customer: 1,
  };
  expect(countsOf(await theData().holdings('ann'))).toEqual(all);
  const { removed, isBusy } = await theData().erase('ann');
  expect([countsOf(removed), isBusy]).toEqual([all, false]);
  expect(await mentions('ann')).toBe(0);
  expect(await mentions('ben')).toBe(ofBen);
  expect((await theScheduler().ofCustomer('ben')).length).toBe(2);
  expect(await theData().erase('ann')).toEqual({ removed: [], isBusy: false });
  expect(await theData().holdings('ann')).toEqual([]);
});

test('nothing goes while the bot is in the middle of a reply', async () => {
  await livesHere(ANN);
  const before = await mentions('ann');
  const origin = { kind: 'messages' as const, replyTo: [] };
  const reply = { messageId: 'm', from: 31, since: 31, writes: 0, cancelled: false, origin };
  await theStore().log.append(entry('ann_2', 31, { state: state({ customerId: 'ann', reply }) }));
  expect(await theData().erase('ann')).toEqual({ removed: [], isBusy: true });
  expect(await mentions('ann')).toBe(before + 1);
});

test('nothing goes while a message waits for its answer', async () => {
  await livesHere(ANN);
  await theStore().log.append(entry('ann_1', 31, { state: state({ customerId: 'ann', unanswered: ['m'] }) }));
  expect(await theData().erase('ann')).toEqual({ removed: [], isBusy: true });
});

test('a conversation that came into no list, for its function died, goes by the request that began it', async () => {
  const { customers, requests, log } = theStore();
  await customers.put(ANN);
  const later = new Date(now().getTime() + 60_000);
  const claim = { hash: 'h', conversationId: 'unlisted', messageId: 'm', after: 0 };
  await requests.claim('ann', 'r1', claim, now(), later);
  await log.append(entry('unlisted', 1, { state: state({ customerId: 'ann' }) }));
  await theData().erase('ann');
  expect(await log.last('unlisted')).toBeUndefined();
});

test('an operator who is erased takes no conversation with them', async () => {
  await livesHere(ANN);
  const before = await mentions('ann');
  const later = new Date(now().getTime() + 60_000);
  const claim = { hash: 'h', conversationId: 'ann_1', messageId: 'm', after: 0 };
  await theStore().requests.claim('op', 'r1', claim, now(), later);
  const { removed } = await theData().erase('op');
  expect(countsOf(removed)).toEqual({ 'request ids': 1 });
  expect(await mentions('ann')).toBe(before);
});

test('who watched knows nothing of them any more, and of others what they knew', async () => {
  await livesHere(ANN);
  await livesHere(BEN);
  const { sockets } = theStore();
  const expiresAt = new Date(now().getTime() + 60_000).toISOString();
  await sockets.add({ id: 'ops', principal: { id: 'op', name: 'Op', role: 'operator' }, expiresAt });
  for (const customerId of ['ann', 'ben'])
    await sockets.watch('ops', { customerId, conversationId: `${customerId}_1` });
  await sockets.watch('ops', 'inbox');
  await theData().erase('ann');
  expect(await mentions('ann')).toBe(0);
  const watchers = await sockets.watchers({ customerId: 'ben', conversationId: 'ben_1' });
  expect(watchers.map(({ id }) => id)).toEqual(['ops']);
  await sockets.remove('ops');
  expect(await mentions('ops')).toBe(0);
});

test('counters of earlier days, of sockets that joined, and of an alert that was raised, go with them', async () => {
  await livesHere(ANN);
  const { budgets, log } = theStore();
  const waitingSince = now().toISOString();
  const later = new Date(now().getTime() + 60_000);
  const day = new Date(now().getTime() - 2 * 86_400_000).toISOString().slice(0, 10);
  for (const key of ['joins/ann', `tokens/ann/${day}`, `alert/ann_1/${waitingSince}`])
    await budgets.take(key, 1, 30, now(), later);
  await log.append(
    entry('ann_1', 31, { state: state({ customerId: 'ann', status: 'human', waitingSince }) }),
  );
  expect(countsOf((await theData().erase('ann')).removed)).toMatchObject({ counters: 4 });
  expect(await mentions('ann')).toBe(0);
});

test('what is written while they are being erased goes, too', async () => {
  await livesHere(ANN);
  let late = 0;
  const data = theData({
    // What had been read before all was gone is written now.
    settle: async () => {
      if ((late += 1) > 1) return;
      await theStore().conversations.put(summary('ann_3', 1, { customerId: 'ann' }));
      await theStore().log.append(entry('ann_1', 1, { state: state({ customerId: 'ann' }) }));
    },
  });
  expect(countsOf((await data.erase('ann')).removed)).toMatchObject({
    conversations: 3,
    'log entries': 61,
  });
  expect(late).toBe(2);
  expect(await mentions('ann')).toBe(0);
  expect(await theStore().log.last('ann_1')).toBeUndefined();
});

test('customers are put in, and it is told how far it has come', async () => {
  const lamp = { kind: 'device', id: 'lamp', data: { on: true } };
  const timer = { id: 't', schedule: { at: '07:00', days: ['monday' as const] } };
  const lines = Array.from({ length: 30 }, (_, n) => ({ id: `c${n}`, objects: [lamp], timers: [timer] }));
  told.length = 0;
  const complete: Parameters<CustomerData['import']>[1] = (line, standing) => ({
    ...BEN,
    name: standing?.name ?? 'New',
    ...line,
  });
  await theData().import(lines, complete);
  await theData().put({ ...BEN, id: 'c7', name: 'Cleo' });
  await theData().import(lines.slice(0, 10), complete);
  expect(await theData().get('c7')).toMatchObject({ name: 'Cleo' });
  expect(await theStore().objects.get('c7', 'device', 'lamp')).toMatchObject({ version: 2 });
  expect((await theScheduler().ofCustomer('c29')).map(({ id }) => id)).toEqual(['t']);
  expect(told).toHaveLength(9);
  expect(told[0]).toBe('  3 of 30 customers');
});
