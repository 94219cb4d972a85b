import type { MessageMetadata } from '@agentic-service-bot/protocol';
import { expect, test } from 'vitest';
import type { TranscriptEntry } from '../session/index.ts';
import { changeLines } from './change-lines.ts';

const createdAt = '2026-01-05T09:00:00Z';

const said = (...authors: [MessageMetadata['author'], name?: string][]): TranscriptEntry[] =>
  authors.map(([author, name], index) => ({
    from: index + 1,
    writing: false,
    message: {
      id: `m${index}`,
      role: author === 'customer' ? 'user' : 'assistant',
      metadata: { author, createdAt, ...(name !== undefined && { name }) },
      parts: [{ type: 'text', text: 'Hello' }],
    },
  }));

test('a person joins, another takes their place, and the assistant comes back', () => {
  const entries = said(
    ['customer'],
    ['bot', 'Smart Home'],
    ['operator', 'Sam Rivera'],
    ['customer'],
    ['operator', 'Sam Rivera'],
    ['operator', 'Mira Novak'],
    ['customer'],
    ['bot'],
    ['bot', 'Smart Home'],
  );
  expect([...changeLines(entries, true)]).toEqual([
    ['m2', 'Sam Rivera from customer service joined'],
    ['m5', 'Mira Novak from customer service joined'],
    ['m7', 'The assistant answers again'],
  ]);
});

test('a person without a name joins where nobody has answered yet', () => {
  expect([...changeLines(said(['customer'], ['operator']), true)]).toEqual([
    ['m1', 'A person from customer service joined'],
  ]);
});

test('who answered before the first message that is loaded is not known', () => {
  expect([
    ...changeLines(said(['operator', 'Sam Rivera'], ['bot'], ['operator', 'Sam Rivera']), false),
  ]).toEqual([
    ['m1', 'The assistant answers again'],
    ['m2', 'Sam Rivera from customer service joined'],
  ]);
});
