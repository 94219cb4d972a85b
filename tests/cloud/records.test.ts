/** What operators do to customers and to the bot, with the commands of `npm run`, while the functions run. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { smartHome } from '@agentic-service-bot/smart-home';
import { TABLES } from '@agentic-service-bot/aws/tables';
import { Client } from '../protocol-client/client.ts';
import { cardsOf, say, status, textOf } from '../protocol-client/turn.ts';
import { operatorOf, type Operator } from './operator.ts';
import { dynamodb } from './platform/dynamodb.ts';
import { removeProduct } from './product.ts';
import { openCloudTarget, type CloudTarget } from './target.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** Customers of a file. What they have is the demo's, of whom nobody else here knows. */
const PEOPLE = ['basic', 'premium', 'enterprise'].map((level) => {
  const like = smartHome.demo.customers.find((customer) => customer.level === level);
  return { id: `of_${level}`, level, objects: like?.objects, timers: like?.timers };
});

let target: CloudTarget;
let operator: Operator;

beforeAll(async () => {
  target = await openCloudTarget();
  operator = await operatorOf(target.cloud, PEOPLE.map((line) => JSON.stringify(line)).join('\n'));
});

afterAll(async () => {
  await operator.leave();
  await target.close();
  await removeProduct();
});

/** The items of all tables, as text, that mention one of these. */
async function mentioning(...ids: string[]): Promise<string[]> {
  const { cloud } = target;
  const found = await Promise.all(
    Object.keys(TABLES).map(async (table) => {
      const TableName = cloud.resolver.output(`Table${table.charAt(0).toUpperCase()}${table.slice(1)}`);
      const { Items } = (await dynamodb(cloud.dynamodb, 'Scan', { TableName })) as { Items: object[] };
      return Items.map((item) => `${table} ${JSON.stringify(item)}`);
    }),
  );
  return found.flat().filter((item) => ids.some((id) => item.includes(id)));
}

beforeEach(async () => {
  // Again before each: whatever became of them, they have what is theirs.
  expect(await operator.type(['customers', 'dev', 'import', 'people.jsonl'])).toBe('Imported 3 customers.');
});

it('a bot that is switched off tells the customer so, and hands over', async () => {
  const client = await Client.join(target, 'of_basic');
  expect(await operator.type(['pause', 'dev', 'bot', '--reason', 'We move house.'])).toBe(
    'Switched off: bot: “We move house.”',
  );
  const paused = await say(client, 'turn it up');
  await status(client, paused.conversationId, 'waiting');

  expect(textOf(paused.reply)).toContain('We move house.');
  expect(await operator.type(['pause', 'dev', 'bot', '--off'])).toBe('Switched on again.');
  const { reply } = await say(client, 'turn it up');
  await client.close();
  expect(cardsOf(reply)).toMatchObject([{ action: 'volume_control', output: { status: 'done' } }]);
});

it('an action that is switched off for a level is refused to that level, with the reason', async () => {
  const client = await Client.join(target, 'of_premium');
  await operator.type([
    'pause',
    'dev',
    'music_services',
    '--level',
    'premium',
    '--reason',
    'No music today.',
  ]);
  const { reply } = await say(client, 'play some jazz');
  await operator.type(['pause', 'dev', 'music_services', '--level', 'premium', '--off']);
  await client.close();

  expect(cardsOf(reply)).toMatchObject([{ output: { status: 'denied', reason: 'No music today.' } }]);
});

it('a customer whose plan is set may do what it allows, at once', async () => {
  const client = await Client.join(target, 'of_basic');
  expect(
    JSON.parse(await operator.type(['customers', 'dev', 'set', 'of_basic', 'level=premium'])),
  ).toMatchObject({
    level: 'premium',
  });
  const { reply } = await say(client, 'play some jazz');
  await client.close();

  expect(cardsOf(reply)).toMatchObject([{ action: 'music_services', output: { status: 'done' } }]);
});

it('of a customer who is erased nothing is left, and of the others everything', async () => {
  const { cloud } = target;
  const id = 'of_enterprise';
  const client = await Client.join(target, id);
  const other = await Client.join(target, 'of_premium');
  const theirs = await say(other, 'what devices do I have?');
  const { conversationId } = await say(client, 'turn on the garden lights at 7 every evening');
  await client.request({ action: 'requestHuman', conversationId });
  await status(client, conversationId, 'waiting');
  const watcher = await Client.join(target, 'op_001');
  await watcher.request({ action: 'watchInbox' });
  await watcher.request({ action: 'resume', conversationId, after: 0 });
  await cloud.rest();
  const routines = () => [...cloud.scheduler.schedules].filter(([, each]) => each.Target.Input?.includes(id));
  expect(routines()).not.toEqual([]);
  expect(await operator.type(['customers', 'dev', 'export', id])).toContain('garden lights');

  const said = await operator.type(['customers', 'dev', 'erase', id, '--yes']);

  for (const what of ['timers', 'connections', 'log entries', 'actions in the ledger', 'objects', 'customer'])
    expect(said).toMatch(new RegExp(`\\d+ × ${what}`));
  expect(await mentioning(id, conversationId)).toEqual([]);
  expect(routines()).toEqual([]);
  expect(await mentioning(theirs.conversationId)).not.toEqual([]);
  await expect(operator.type(['customers', 'dev', 'show', id])).rejects.toThrow(
    `There is no customer "${id}".`,
  );
  await Promise.all([client.close(), other.close(), watcher.close()]);
});
