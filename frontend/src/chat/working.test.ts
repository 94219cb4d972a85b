import type { Message } from '@agentic-service-bot/protocol';
import { expect, test } from 'vitest';
import type { TranscriptEntry } from '../session/index.ts';
import { isWorking } from './working.ts';

let from = 0;
const entry = (
  id: string,
  author: Message['metadata']['author'],
  more: { replyTo?: string[]; writing?: boolean } = {},
): TranscriptEntry => ({
  from: ++from,
  writing: more.writing ?? false,
  message: {
    id,
    role: author === 'customer' ? 'user' : 'assistant',
    metadata: { author, createdAt: '2026-01-05T09:00:00Z', ...(more.replyTo && { replyTo: more.replyTo }) },
    parts: [],
  },
});

const question = entry('q', 'customer');
const answer = entry('a', 'bot', { replyTo: ['q'] });

test('owes an answer to what was said, until a reply takes it up and ends', () => {
  expect(isWorking([], 'bot')).toBe(false);
  expect(isWorking([question], 'bot')).toBe(true);
  expect(isWorking([question], 'waiting')).toBe(true);
  expect(isWorking([question, { ...answer, writing: true }], 'bot')).toBe(true);
  expect(isWorking([question, answer], 'bot')).toBe(false);
  expect(isWorking([question, answer, entry('q2', 'customer')], 'bot')).toBe(true);
});

test.each(['human', 'closed'] as const)('is silent in status %s', (status) => {
  expect(isWorking([question], status)).toBe(false);
});

test('what a person has answered is not owed any more', () => {
  expect(isWorking([question, entry('p', 'operator')], 'bot')).toBe(false);
});
