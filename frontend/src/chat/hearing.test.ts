import type { Message } from '@agentic-service-bot/protocol';
import { expect, test } from 'vitest';
import type { TranscriptEntry } from '../session/index.ts';
import { Hearing } from './hearing.ts';
import type { Viewer } from './viewer.ts';

type Author = Message['metadata']['author'];

const CUSTOMER: Viewer = { viewer: 'customer' };
const OPERATOR: Viewer = { viewer: 'operator', viewerName: 'Sam' };

const says = (
  from: number,
  author: Author,
  words: readonly string[],
  { writing = false, more = [] }: { writing?: boolean; more?: Message['parts'] } = {},
): TranscriptEntry => ({
  from,
  writing,
  message: {
    id: `m${from}`,
    role: author === 'customer' ? 'user' : 'assistant',
    metadata: { author, createdAt: '2026-01-05T09:00:00Z' },
    parts: [...words.map((text) => ({ type: 'text' as const, text })), ...more],
  },
});

const asks: Message['parts'] = [
  {
    type: 'tool-device_remove',
    toolCallId: '1',
    input: {},
    state: 'approval-requested',
    approval: { id: 'a', descriptor: { title: 'Remove the lamp?', expiresAt: '2026-01-05T09:10:00Z' } },
  },
];

test('says what others say once it is complete, and not what stood there', () => {
  const hearing = new Hearing();
  const old = says(10, 'bot', ['Welcome.']);
  expect(hearing.next([old], CUSTOMER)).toBe('');
  const question = says(11, 'customer', ['Louder']);
  expect(hearing.next([old, question], CUSTOMER)).toBe('');
  expect(hearing.next([old, question, says(12, 'bot', ['It is'], { writing: true })], CUSTOMER)).toBe('');
  const reply = says(12, 'bot', ['It is louder.']);
  expect(hearing.next([old, question, reply], CUSTOMER)).toBe('It is louder.');
  expect(hearing.next([old, question, reply], CUSTOMER)).toBe('');
  expect(hearing.next([old, question, reply, says(13, 'operator', ['Hello.'])], CUSTOMER)).toBe('Hello.');
});

test('is silent of older messages that are loaded later', () => {
  const hearing = new Hearing();
  const latest = says(60, 'bot', ['Hello.']);
  hearing.next([latest], OPERATOR);
  expect(hearing.next([says(5, 'customer', ['Hi']), says(6, 'bot', ['Yes?']), latest], OPERATOR)).toBe('');
  expect(hearing.next([latest, says(61, 'customer', ['Well?'])], OPERATOR)).toBe('Well?');
});

test('asks for an answer, and goes on with what was said after it', () => {
  const hearing = new Hearing();
  hearing.next([], CUSTOMER);
  const question = says(2, 'bot', ['I can do that.'], { more: asks });
  expect(hearing.next([question], CUSTOMER)).toBe('I can do that. Remove the lamp?');
  const done: Message['parts'] = [
    { type: 'tool-device_remove', toolCallId: '1', input: {}, state: 'output-available', output: {} },
    { type: 'text', text: 'It is removed.' },
  ];
  expect(hearing.next([says(2, 'bot', ['I can do that.'], { more: done })], CUSTOMER)).toBe('It is removed.');
});
