import { createBot, type Identity } from '@agentic-service-bot/bot';
import {
  byWords,
  countingIds,
  ManualClock,
  memoryPorts,
  scriptedModel,
} from '@agentic-service-bot/bot/testing';
import type { Message } from '@agentic-service-bot/protocol';
import { smartHome } from '@agentic-service-bot/smart-home';
import { describe, expect, test } from 'vitest';
import { CountingPorts } from './port-calls.ts';

/*
 * What one message, one action and three sentences ask of the ports: on AWS each call costs. No call is allowed that is not
 * named here, whether it is the customer's 10th message or their 1,000th.
 */

const LIGHT = { name: 'Light', room: 'hall', type: 'light', state: { on: true } };
const ANN: Identity = {
  principal: { id: 'ann', name: 'Ann', role: 'customer' },
  expiresAt: '2040-01-01T00:00:00.000Z',
  claims: {},
};
const sentences = [{ text: 'It is done. ' }, { text: 'Anything else? ' }, { text: 'Just say so.' }];
const switching = (state: string) => [
  [{ call: 'device_power', input: { state, devices: ['light'] } }],
  sentences,
];
const LINES = new Map([
  ['off', switching('off')],
  ['on', switching('on')],
]);

/** The port calls of a message into a conversation that has so many messages already. */
async function callsAfter(messages: number): Promise<Readonly<Record<string, number>>> {
  const clock = new ManualClock();
  const memory = memoryPorts({ now: clock.now, id: countingIds() });
  const counting = new CountingPorts(memory);
  const model = { ...scriptedModel(byWords(LINES)), provider: 'builtin' };
  const bot = createBot({ service: smartHome, models: [model], ports: counting.ports, worker: 'worker' });
  await memory.customers.put({ id: 'ann', name: 'Ann', level: 'premium', timeZone: 'UTC' });
  await memory.objects.write('ann', 'device', 'light', 0, LIGHT, clock.now());
  memory.connections.open('socket');
  await bot.receive('socket', ANN, JSON.stringify({ action: 'hello' }));
  let conversationId: string | undefined;
  let requests = 0;
  const say = async (text: string): Promise<void> => {
    const frame = { action: 'sendMessage', requestId: `r${++requests}`, text, conversationId };
    await bot.receive('socket', ANN, JSON.stringify(frame));
    await memory.inbox.deliver((id) => {
      conversationId = id;
      return bot.work(id, new AbortController().signal);
    });
  };
  await say('off');
  for (let message = 3; message < messages; message++) {
    const last = await memory.log.last(conversationId ?? '');
    if (last === undefined) throw new Error('There is no conversation.');
    const seq = last.seq + last.frames.length;
    const said: Message = {
      id: `m${seq}`,
      role: 'user',
      metadata: { author: 'customer', createdAt: last.at },
      parts: [{ type: 'text', text: 'Hello?' }],
    };
    await memory.log.append({
      ...last,
      seq,
      frames: [{ type: 'message', message: said }],
      message: { from: seq, message: said },
    });
  }
  // What is long ago is told by a digest from the next turn on.
  await say('on');
  counting.take();
  await say('off');
  return Object.fromEntries(counting.take());
}

describe('an ordinary turn', () => {
  // What is long ago is in a digest, which is one read more.
  test.each([
    [10, {}],
    [1_000, { 'log.after': 1 }],
  ])('with message %i calls each port only as often as it must', async (messages, more) => {
    expect(await callsAfter(messages)).toEqual({
      ...more,
      'budgets.take': 1,
      'connections.followers': 2,
      'connections.get': 1,
      // The message, accepted; start, step and call, its output with the first sentence, and the rest with the end.
      'connections.send': 19,
      'conversations.put': 1,
      'customers.get': 1,
      'inbox.ring': 1,
      'leases.acquire': 1,
      'leases.release': 1,
      'ledger.intend': 1,
      'ledger.settle': 1,
      'log.append': 5,
      'log.last': 2,
      'log.messages': 1,
      // Devices, and routines.
      'objects.list': 2,
      'objects.write': 1,
      'pauses.list': 1,
      'requests.claim': 1,
    });
  });
});
