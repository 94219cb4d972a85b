import { expect, test } from 'vitest';
import { builtinModel } from './model.ts';
import { bookshopEveryday, bookshopUnseen } from './testing/bookshop-everyday.ts';
import { bookshop, orders } from './testing/bookshop.ts';
import { Conversation } from './testing/conversation.ts';
import { judgeAll, percent } from './testing/judge.ts';

const model = builtinModel(bookshop);
const customer = { id: 'c1', name: 'Ada Lovelace', level: 'reader', timeZone: 'Europe/Berlin' };
const conversation = (level = 'reader', objects = orders) =>
  new Conversation(model, bookshop, { ...customer, level }, objects);

async function callsOf(...says: readonly string[]) {
  const shop = conversation('member');
  let answer = await shop.say(says[0] ?? '');
  for (const say of says.slice(1)) answer = await shop.say(say);
  return answer.calls.map(({ name, input }) => [name, input]);
}

test.each([
  ['where is my cookbook?', [['order_status', { orders: ['o1'] }]]],
  ['could you tell me where the atlas is', [['order_status', { orders: ['o2'] }]]],
  ['track all my parcels please', [['order_status', { orders: ['o1', 'o2', 'o3'] }]]],
  ['cancel the atlas', [['cancel_order', { order: 'o2' }]]],
  ['please call off the cookbook', [['cancel_order', { order: 'o1' }]]],
  ["I don't want the crime novels any longer", [['cancel_order', { order: 'o3' }]]],
  ['find a poetry book', [['find_books', { about: 'poetry' }]]],
  ['do you have anything by Italo Calvino?', [['find_books', { about: 'Italo Calvino' }]]],
  ["I'm looking for a book about the Napoleonic wars", [['find_books', { about: 'the Napoleonic wars' }]]],
  [
    'buy The Old Man and the Sea as an ebook',
    [['buy_book', { title: 'The Old Man and the Sea', format: 'ebook' }]],
  ],
  [
    'order three copies of Middlemarch in hardback',
    [['buy_book', { title: 'Middlemarch', copies: 3, format: 'hardcover' }]],
  ],
  [
    'deliver the atlas tomorrow at half past nine',
    [['deliver_at', { order: 'o2', when: { at: '09:30', date: '2026-03-03' } }]],
  ],
  [
    'cancel the atlas and track the cookbook',
    [
      ['cancel_order', { order: 'o2' }],
      ['order_status', { orders: ['o1'] }],
    ],
  ],
  ['let me talk to somebody', [['request_human', {}]]],
  ["don't cancel the atlas", []],
  ['turn on the light', []],
  ['what is the weather?', []],
])('understands “%s” of a service that it has never seen', async (say, calls) => {
  expect(await callsOf(say)).toEqual(calls);
});

test('asks for what is missing, and carries on with the answer', async () => {
  const shop = conversation();
  expect((await shop.say('buy Dune')).text).toBe('Paperback, hardcover or ebook?');
  expect((await shop.say('soft cover please')).calls).toMatchObject([
    { name: 'buy_book', input: { title: 'Dune', format: 'paperback' } },
  ]);
  expect((await shop.say('cancel my order')).text).toBe(
    'Which parcel: Cookbook, World atlas or Three crime novels?',
  );
  expect((await shop.say('the second')).calls).toMatchObject([
    { name: 'cancel_order', input: { order: 'o2' } },
  ]);
});

test('refuses a number that the action does not take, and says what it takes', async () => {
  const shop = conversation();
  expect((await shop.say('order 50 copies of Emma as an ebook')).text).toBe(
    '“50” does not work here. How many copies, up to 20?',
  );
  expect((await shop.say('ten')).calls).toMatchObject([
    { input: { title: 'Emma', copies: 10, format: 'ebook' } },
  ]);
});

test('explains a level, where no action could change it', async () => {
  const { text } = await conversation().say('deliver the cookbook tomorrow at 10');
  expect(text).toBe(
    'I am sorry, “Delivery times” is part of Member (€5/month), and you are on Reader (free). What you can use now: cancelling orders, buying books and talk to a person.',
  );
});

test('says what it can do in the words of the service', async () => {
  const { text } = await conversation().say('what can you do?');
  expect(text).toContain('Finding books');
  expect(text).toContain('Member (€5/month) adds delivery times.');
});

/** Lowest share of messages, in per cent, that must come to what they mean. */
const FLOORS = { everyday: 97, unseen: 93 };

test.each([
  ['everyday', bookshopEveryday],
  ['unseen', bookshopUnseen],
] as const)('understands what newcomers say to it: %s', { timeout: 60_000 }, async (name, cases) => {
  const judged = await judgeAll(cases, () => conversation('member'));
  const wrong = judged.filter(({ right }) => !right).map(({ report }) => report);
  console.log([`${name}: ${percent(judged)} % of ${judged.length}`, ...wrong].join('\n  '));
  expect(percent(judged)).toBeGreaterThanOrEqual(FLOORS[name]);
});
