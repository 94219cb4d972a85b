import type { Chunk } from '@agentic-service-bot/protocol';
import { expect, test } from 'vitest';
import { countingIds, ManualClock, memoryPorts } from '../testing/index.ts';
import type { LogEntry } from './entry.ts';
import { Followers } from './followers.ts';

const AT = '2026-03-01T10:00:00.000Z';

const entry = (seq: number, chunk: Chunk): LogEntry => ({
  conversationId: 'cv',
  seq,
  at: AT,
  frames: [{ type: 'chunk', messageId: 'm', chunk }],
  state: {
    customerId: 'ann',
    title: '',
    status: 'bot',
    priority: 'standard',
    createdAt: AT,
    updatedAt: AT,
    unanswered: [],
  },
});

const words = (seq: number): LogEntry => entry(seq, { type: 'text-delta', id: 't', delta: 'a' });

/** Two sockets of a customer; the entries with these numbers can't be sent to the second. */
async function setting(isLost: (seq: number) => boolean = () => true) {
  const ports = memoryPorts({ now: new ManualClock(AT).now, id: countingIds() });
  const { connections } = ports;
  const principal = { id: 'ann', name: 'Ann', role: 'customer' } as const;
  for (const id of ['good', 'bad']) {
    connections.open(id);
    await connections.add({ id, principal, expiresAt: '2030-01-01T00:00:00.000Z' });
  }
  const tried: { readonly id: string; readonly seq: number }[] = [];
  connections.send = async (id, frame) => {
    const { seq } = JSON.parse(frame) as { seq: number };
    tried.push({ id, seq });
    if (id === 'bad' && isLost(seq)) throw new Error('LimitExceededException');
    return 'sent';
  };
  const followers = new Followers(ports);
  const triedFor = (socket: string) => tried.filter(({ id }) => id === socket).map(({ seq }) => seq);
  return { followers, triedFor };
}

test('a socket to which nothing can be sent is left alone, and tried again at the reply’s end', async () => {
  const { followers, triedFor } = await setting();
  for (const seq of [1, 2, 3, 4, 5]) await followers.publish(words(seq));
  await followers.publish(entry(6, { type: 'finish' }));
  expect(triedFor('good')).toEqual([1, 2, 3, 4, 5, 6]);
  expect(triedFor('bad')).toEqual([1, 2, 6]);
});

test('lost here and there, not in a row, it is never left alone', async () => {
  const { followers, triedFor } = await setting((seq) => seq % 3 === 0);
  const all = Array.from({ length: 12 }, (_, n) => n + 1);
  for (const seq of all) await followers.publish(words(seq));
  expect(triedFor('bad')).toEqual(all);
});

test('left alone, it is tried ever more rarely', async () => {
  const { followers, triedFor } = await setting();
  for (let seq = 1; seq <= 40; seq++) await followers.publish(words(seq));
  expect(triedFor('bad')).toEqual([1, 2, 7, 16, 33]);
});

test('once something arrives again, it is shown all that follows', async () => {
  const { followers, triedFor } = await setting((seq) => seq < 5);
  for (let seq = 1; seq <= 10; seq++) await followers.publish(words(seq));
  expect(triedFor('bad')).toEqual([1, 2, 7, 8, 9, 10]);
});

test('it is tried again from the start in the next reply', async () => {
  const { followers, triedFor } = await setting();
  for (const seq of [1, 2, 3]) await followers.publish(words(seq));
  followers.forget();
  for (const seq of [4, 5, 6]) await followers.publish(words(seq));
  expect(triedFor('bad')).toEqual([1, 2, 4, 5]);
});
