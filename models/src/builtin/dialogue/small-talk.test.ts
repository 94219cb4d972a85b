import { expect, test } from 'vitest';
import { builtinModel } from '../model.ts';
import { bookshop, orders } from '../testing/bookshop.ts';
import { Conversation } from '../testing/conversation.ts';

const model = builtinModel(bookshop);
const customer = { id: 'c1', name: 'Ada Lovelace', level: 'reader', timeZone: 'UTC' };
const answerTo = async (text: string, name = customer.name) =>
  (await new Conversation(model, bookshop, { ...customer, name }, orders).say(text)).text;

test.each([
  ['Hi there!', 'Hello, Ada! What can I do for you?'],
  ['good morning', 'Hello, Ada! What can I do for you?'],
  ['thanks a lot', 'You are welcome!'],
  ['ok bye', 'Goodbye, Ada! I am here whenever you need me.'],
  ['how are you?', 'All is well here, thank you. What can I do for you?'],
  ['great job', 'Glad to hear it. Is there anything else?'],
  ['sorry about that', 'No harm done. What can I do for you?'],
  ['yes please', 'Gladly. What would you like me to do?'],
  ['no thanks', 'All right. I am here if you need anything.'],
  ['schalten Sie bitte sofort', 'I am sorry, I only understand English.'],
])('“%s” is answered kindly', async (text, answer) => {
  expect(await answerTo(text)).toBe(answer);
});

test('nobody is called by a name that is not known', async () => {
  expect(await answerTo('hello', '')).toBe('Hello! What can I do for you?');
});

test('says who it is, and that a person can be asked for', async () => {
  const text = await answerTo('are you a robot?');
  expect(text).toContain('I am the Corner Bookshop assistant, a program, not a person.');
  expect(text).toContain('if you would rather talk to a person');
});

test('offers a person to who has trouble', async () => {
  expect(await answerTo('this is terrible')).toBe(
    'I am sorry to hear that. Would you like to talk to a person?',
  );
});

test('offers a person to who is not understood twice', async () => {
  const shop = new Conversation(model, bookshop, customer, orders);
  expect((await shop.say('what is the weather?')).text).toContain('that is something I can’t help with');
  expect((await shop.say('will it rain?')).text).toBe(
    'I am sorry, I still do not understand. Would you like to talk to a person?',
  );
  expect((await shop.say('yes')).calls).toMatchObject([{ name: 'request_human' }]);
});

test('asks what to do with what was only named', async () => {
  expect(await answerTo('the cookbook')).toBe('What would you like me to do with Cookbook?');
});

test('tells how to do what is asked about, and offers to do it', async () => {
  const shop = new Conversation(model, bookshop, customer, orders);
  expect((await shop.say('how do I cancel the atlas?')).text).toBe(
    'Yes, just tell me so. Shall I do it now?',
  );
  expect((await shop.say('go ahead')).calls).toMatchObject([
    { name: 'cancel_order', input: { order: 'o2' } },
  ]);
  expect(await answerTo('can I cancel an order?')).toBe('Yes. Just tell me, for example: “cancel my order”.');
  expect(await answerTo('is it possible to deliver the cookbook tomorrow at 10?')).toContain(
    '“Delivery times” is part of Member',
  );
});

test('says nothing but what it can do to an empty message', async () => {
  expect(await answerTo('🙂')).toContain('I can help with');
});
