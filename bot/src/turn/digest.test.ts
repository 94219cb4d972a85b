import type { Message, MessagePart } from '@agentic-service-bot/protocol';
import { expect, test } from 'vitest';
import { digestOf, recordPart } from './digest.ts';
import { DIGEST_CHARS, DIGEST_WORDS_CHARS } from './limits.ts';

const placed = (from: number, author: Message['metadata']['author'], parts: readonly unknown[]) => ({
  from,
  message: {
    id: String(from),
    role: author === 'customer' ? ('user' as const) : ('assistant' as const),
    metadata: { author, createdAt: '2026-05-04T10:00:00.000Z' },
    parts: parts as MessagePart[],
  },
});
const said = (text: string) => ({ type: 'text', text });
const done = (action: string) => ({
  type: `tool-${action}`,
  toolCallId: 'c',
  state: 'output-available',
  input: {},
  output: { status: 'done', result: 1 },
});

test('of nothing it is empty, and of nothing more it stays as it is', () => {
  const empty = { through: 0, exchanges: [], dropped: 0, done: [] };
  expect(digestOf(undefined, [])).toEqual(empty);
  expect(digestOf({ ...empty, through: 7 }, [])).toEqual({ ...empty, through: 7 });
});

test('words are shortened, to one line', () => {
  const { exchanges } = digestOf(undefined, [placed(1, 'customer', [said(`One\n\ntwo ${'x'.repeat(500)}`)])]);
  expect(exchanges[0]?.customer).toMatch(/^One two x+…$/u);
  expect(exchanges[0]?.customer?.length).toBeLessThanOrEqual(DIGEST_WORDS_CHARS + 1);
});

test('a call of an action that there is not, or without an outcome, says no more than that', () => {
  const { exchanges } = digestOf(undefined, [
    placed(1, 'customer', []),
    placed(2, 'bot', [
      {
        type: 'dynamic-tool',
        toolName: '"}',
        toolCallId: 'c',
        state: 'output-error',
        input: {},
        errorText: 'no',
      },
      { type: 'tool-look', toolCallId: 'd', state: 'output-available', input: {}, output: null },
      { type: 'tool-look', toolCallId: 'e', state: 'output-available', input: {}, output: { status: 4 } },
      { type: 'tool-look' },
    ]),
  ]);
  expect(exchanges).toEqual([
    { on: '2026-05-04', customer: '', actions: ['look done', 'look done', 'look unknown'] },
  ]);
});

test('what there is no room for is counted, what was not done is not', () => {
  const failed = { ...done('look'), output: { status: 'failed', reason: 'no' } };
  const messages = Array.from({ length: 200 }, (_, n) => [
    placed(2 * n + 1, 'customer', [said(`Wish ${String(n)}`)]),
    placed(2 * n + 2, 'bot', [n % 2 === 0 ? done('power') : failed, said('There.')]),
  ]).flat();
  const first = digestOf(undefined, messages.slice(0, 200));
  const { through, exchanges, dropped, done: counted } = digestOf(first, messages.slice(200));
  expect(through).toBe(400);
  expect(exchanges.length + dropped).toBe(200);
  expect(counted).toEqual([['power', Math.ceil(dropped / 2)]]);
  const { text } = recordPart({ through, exchanges, dropped, done: counted });
  expect(text.length).toBeLessThan(DIGEST_CHARS * 1.2);
  expect(text.split('\n')[1]).toBe(
    JSON.stringify({ earlier_exchanges: dropped, done: { power: Math.ceil(dropped / 2) } }),
  );
});
