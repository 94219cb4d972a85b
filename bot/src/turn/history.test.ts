import type { Message, MessagePart } from '@agentic-service-bot/protocol';
import type { ModelMessage } from 'ai';
import { expect, test } from 'vitest';
import type { LogEntry } from '../conversation/entry.ts';
import type { OpenReply } from '../conversation/state.ts';
import { history } from './history.ts';
import { HISTORY_CHARS } from './limits.ts';

const message = (
  id: string,
  role: Message['role'],
  parts: MessagePart[],
  author: Message['metadata']['author'] = role === 'user' ? 'customer' : 'bot',
): Message => ({
  id,
  role,
  parts,
  metadata: { author, createdAt: '2026-05-04T10:00:00.000Z' },
});
const said = (text: string): MessagePart[] => [{ type: 'text', text }];
const call = (rest: Record<string, unknown>): MessagePart[] => [
  { type: 'step-start' },
  { type: 'tool-look', toolCallId: 'c-0-0', input: {}, ...rest } as unknown as MessagePart,
];

/** The history of a reply to the last of these messages. */
function told(...messages: readonly Message[]): Promise<ModelMessage[]> {
  const entries = messages.map((one, index) => ({ message: { from: index + 1, message: one } }) as LogEntry);
  const log = {
    messages: (_: string, before: number | undefined, limit: number) =>
      Promise.resolve(
        entries
          .filter((entry) => (entry.message?.from ?? 0) < (before ?? Infinity))
          .reverse()
          .slice(0, limit),
      ),
  };
  const reply = {
    from: messages.length + 1,
    origin: { kind: 'messages', replyTo: [messages.at(-1)?.id] },
  } as unknown as OpenReply;
  return history(log as never, 'c', reply);
}

test('begins with the customer, and says who wrote as a person', async () => {
  const messages = await told(
    message('0', 'assistant', said('Routine.')),
    message('1', 'user', said('Hi')),
    message('2', 'assistant', said('Hello, this is Eve.'), 'operator'),
    message('3', 'user', said('Hi Eve')),
  );
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(JSON.stringify(messages[1])).toContain('(A person of customer service wrote:) Hello, this is Eve.');
});

test('a customer who has not written is said to', async () => {
  expect(await told(message('0', 'assistant', said('Routine.')))).toEqual([
    { role: 'user', content: '(The customer has not written.)' },
  ]);
});

test.each([
  [{ state: 'output-available', output: { status: 'done', result: 1 } }, '"result":1'],
  [
    { state: 'output-denied', approval: { id: 'a', approved: false } },
    'The customer said no. It was not done.',
  ],
  [{ state: 'output-error', errorText: 'broken' }, 'broken'],
  [{ state: 'approval-requested', approval: { id: 'a' } }, 'It waits for the customer'],
  [{ state: 'approval-responded', approval: { id: 'a', approved: true } }, 'It was interrupted'],
  [{ state: 'input-available' }, 'It was interrupted'],
])('a call in the state %j has its result', async (part, words) => {
  const messages = await told(
    message('1', 'user', said('Look')),
    message('2', 'assistant', call(part)),
    message('3', 'user', said('And?')),
  );
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'user']);
  expect(JSON.stringify(messages[2])).toContain(words);
});

test('a huge result is cut, an empty reply has words, what is only for screens is left out', async () => {
  const huge = message(
    '2',
    'assistant',
    call({ state: 'output-available', output: { status: 'done', result: 'x'.repeat(20_000) } }),
  );
  const empty = message('4', 'assistant', [
    { type: 'step-start' },
    { type: 'text', text: '' },
    { type: 'data-note', data: 1 },
  ]);
  const messages = await told(
    message('1', 'user', said('Look')),
    huge,
    message('3', 'user', said('?')),
    empty,
    message('5', 'user', said('!')),
  );
  expect(JSON.stringify(messages[2]).length).toBeLessThan(9_000);
  expect(JSON.stringify(messages)).toContain('(No answer was given.)');
});

test('the latest messages that fit, and always those to be answered', async () => {
  const long = said('word '.repeat(HISTORY_CHARS / 10));
  const messages = await told(
    ...Array.from({ length: 10 }, (_, n) => message(String(n), n % 2 === 0 ? 'user' : 'assistant', long)),
    message('x', 'user', said('y'.repeat(HISTORY_CHARS * 2))),
  );
  expect(messages).toHaveLength(1);
});

test('a call of an action that does not exist keeps its name', async () => {
  const part = {
    type: 'dynamic-tool',
    toolName: 'nope',
    toolCallId: 'c',
    input: {},
    state: 'output-error',
    errorText: 'none',
  } as unknown as MessagePart;
  const messages = await told(
    message('1', 'user', said('Look')),
    message('2', 'assistant', [part]),
    message('3', 'user', said('?')),
  );
  expect(JSON.stringify(messages[1])).toContain('"toolName":"nope"');
});

test('what is to be answered comes last, whatever was said after it', async () => {
  const messages = await told(
    message('1', 'user', said('Hi')),
    message('2', 'user', said('Still there?')),
    message('3', 'assistant', said('Your routine has run.')),
    message('4', 'user', said('And this?')),
  );
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
});

test('those who speak twice in a row are heard once', async () => {
  const messages = await told(
    message('1', 'user', said('Hi')),
    message('2', 'user', said('Still there?')),
    message('3', 'assistant', said('Hello, this is Eve.'), 'operator'),
    message('4', 'assistant', call({ state: 'output-available', output: { status: 'done', result: {} } })),
    message('5', 'user', said('Thanks')),
  );
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'user']);
  expect(JSON.stringify(messages[0])).toContain('Still there?');
});

test('an input that is no object is told as an empty one', async () => {
  const broken = { state: 'output-error', input: '{"devices":', errorText: 'Not JSON.' };
  const messages = await told(
    message('1', 'user', said('Hi')),
    message('2', 'assistant', call(broken)),
    message('3', 'user', said('And?')),
  );
  expect(messages[1]).toMatchObject({ content: [{ type: 'tool-call', input: {} }] });
});
