/** What DynamoDB bounds: an item at 400 KB, a page at a megabyte, a table's throughput. */
import { dynamoStore, type DynamoStore } from '@agentic-service-bot/aws';
import type { LogEntry, LoggedFrame } from '@agentic-service-bot/bot/ports';
import { ManualClock } from '@agentic-service-bot/bot/testing';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDynoxide, type Dynoxide } from '../support/aws/dynoxide.ts';
import { bodyOf, serve } from '../support/aws/http-server.ts';
import { createTables, dynamoClient, TABLE_NAMES } from '../support/aws/tables.ts';

const { now } = new ManualClock();
const AT = now().toISOString();

let dynoxide: Dynoxide;
let client: DynamoDBClient;
let store: DynamoStore;

beforeAll(async () => {
  dynoxide = await startDynoxide();
  client = dynamoClient(dynoxide.endpoint);
  const tables = await createTables(client);
  store = dynamoStore({ client, tables, now, id: randomUUID, retentionDays: undefined });
});

afterAll(async () => {
  client.destroy();
  await dynoxide.stop();
});

/** Text of that many bytes that can't be packed well. */
function noise(bytes: number): string {
  let text = '';
  for (let n = 0; text.length < bytes; n += 1)
    text += createHash('sha512').update(String(n)).digest('base64');
  return text.slice(0, bytes);
}

const said = (delta: string): LoggedFrame => ({
  type: 'chunk',
  messageId: 'm',
  chunk: { type: 'text-delta', id: '0', delta },
});

const entry = (seq: number, frames: readonly LoggedFrame[], more: Partial<LogEntry> = {}): LogEntry => ({
  conversationId: 'cv',
  seq,
  at: AT,
  frames,
  state: {
    ...{ customerId: 'c', title: 't', status: 'bot', priority: 'standard', unanswered: [] },
    createdAt: AT,
    updatedAt: AT,
  },
  ...more,
});

test('the largest entry that a turn can make fits an item', async () => {
  // A message is sent as one frame of 128 KB at most; a model writes 20,000 characters, of three bytes at most, a reply.
  const text = noise(126 * 1_024);
  const words = noise(60_000).split('').reverse().join('');
  const largest = entry(1, [said(words)], {
    message: {
      from: 1,
      message: {
        ...{ id: 'm', role: 'assistant', parts: [{ type: 'text', text }] },
        metadata: { author: 'bot', createdAt: AT },
      },
    },
    step: {
      ...{ messageId: 'm', index: 0, content: [{ type: 'text', text: words.slice(1) }], model: 'test/model' },
      finishReason: { unified: 'stop', raw: undefined },
    },
  });
  expect(await store.log.append(largest)).toBe('appended');
  expect(await store.log.last('cv')).toEqual(JSON.parse(JSON.stringify(largest)));
  expect((await store.log.messages('cv', undefined, 5))[0]?.message.parts).toEqual([{ type: 'text', text }]);
});

test('what does not fit an item is an error, and nothing is written', async () => {
  const data = { text: noise(600_000) };
  await expect(store.objects.write('c', 'device', 'd', 0, data, now())).rejects.toThrow(/size/u);
  expect(await store.objects.get('c', 'device', 'd')).toBeUndefined();
});

test('what does not fit a page is read on', async () => {
  const entries = Array.from({ length: 30 }, (_, n) =>
    entry(n + 1, [said(`${n} ${noise(60_000)}`)], { conversationId: 'long' }),
  );
  for (const one of entries) await store.log.append(one);
  expect((await store.log.after('long', 0, 100)).map(({ seq }) => seq)).toEqual(
    entries.map(({ seq }) => seq),
  );
  expect(await store.log.after('long', 0, 25)).toHaveLength(25);
});

test('what throttles is tried again, and then an error', { timeout: 30_000 }, async () => {
  let requests = 0;
  const busy = await serve(async (request, response) => {
    await bodyOf(request);
    requests += 1;
    const error = 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException';
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ __type: error, message: 'Slow down.' }));
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const impatient = new DynamoDBClient({ endpoint: busy.endpoint, region: 'us-east-1', credentials });
  const tables = Object.fromEntries(TABLE_NAMES.map((name) => [name, `${name}-table`]));
  const { customers } = dynamoStore({
    client: impatient,
    tables,
    now,
    id: randomUUID,
    retentionDays: undefined,
  });
  await expect(customers.get('c')).rejects.toThrow('Slow down.');
  impatient.destroy();
  await busy.stop();
  expect(requests).toBe(4);
});

test('of what a customer has begun in a month a thousand are listed', { timeout: 60_000 }, async () => {
  const { conversations } = store;
  const ids = Array.from({ length: 1_005 }, (_, n) => `cv_${n}`);
  const { state } = entry(1, []);
  await Promise.all(
    ids.map((id) => conversations.put({ id, seq: 1, state: { ...state, customerId: 'many' } })),
  );
  expect((await conversations.ofCustomer('many', 2_000)).items).toHaveLength(1_000);
});
