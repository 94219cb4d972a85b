import { expect, test } from 'vitest';
import { conversationOf } from '../testing/judge.ts';

const callsOf = async (say: string) => (await conversationOf('cust_003').say(say)).calls;

test.each([
  ['I want to talk to a person about my bill', 'about my bill'],
  ['I want to speak to a human about a refund', 'about a refund'],
  ['can I talk to someone about my bill?', 'about my bill'],
  ['I need a human because nothing works', 'because nothing works'],
])('“%s” gets a person, who is told why', async (say, reason) => {
  expect(await callsOf(say)).toMatchObject([{ name: 'request_human', input: { reason } }]);
});

test.each(['I do not want to talk to a person about my bill', 'what is this about', 'about my bill'])(
  '“%s” gets nobody',
  async (say) => {
    expect((await callsOf(say)).filter(({ name }) => name === 'request_human')).toEqual([]);
  },
);

test('the matter is not acted upon', async () => {
  const conversation = conversationOf('cust_003');
  await conversation.say('turn on the garden lights');
  const { calls } = await conversation.say('let me speak to an agent about the kitchen light');
  expect(calls).toMatchObject([{ name: 'request_human', input: { reason: 'about the kitchen light' } }]);
});
