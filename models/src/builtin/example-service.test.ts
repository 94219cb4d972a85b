import { bookshop } from '@agentic-service-bot/bookshop';
import { expect, test } from 'vitest';
import { builtinModel } from './model.ts';
import { Conversation } from './testing/conversation.ts';
import { exampleShop } from './testing/example-shop.ts';
import { judgeAll } from './testing/judge.ts';

const model = builtinModel(bookshop);

function conversation(): Conversation {
  const [ines] = bookshop.demo.customers;
  if (ines === undefined) throw new Error('The bookshop has a customer.');
  return new Conversation(model, bookshop, ines, ines.objects);
}

test('understands what newcomers say to the service of the README', { timeout: 60_000 }, async () => {
  const judged = await judgeAll(exampleShop, conversation);
  expect(judged.filter(({ right }) => !right).map(({ report }) => report)).toEqual([]);
});

test('asks before it cancels, and then tells what has become of the order, without asking again', async () => {
  const shop = conversation();
  expect((await shop.say('what orders do I have?')).text).toBe('Island Atlas is packed.');
  expect((await shop.say('cancel it')).calls).toMatchObject([
    { name: 'cancel_order', outcome: { status: 'waiting' } },
  ]);
  expect((await shop.approve()).text).toBe('“Island Atlas” is cancelled.');
  expect(await shop.say('what orders do I have?')).toEqual({ calls: [], text: 'Island Atlas is cancelled.' });
});
