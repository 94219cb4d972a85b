import { readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { chunk, type Chunk } from './chunk.ts';
import { message, type Message } from './message.ts';
import type { MessageMetadata } from './message-metadata.ts';
import { parseServerFrame } from './parse-server-frame.ts';

/** The message that the AI SDK makes of these chunks, as JSON carries it. */
async function fold(chunks: Chunk[], known?: Message): Promise<Message> {
  for (const one of chunks) expect(chunk.parse(one)).toEqual(one);
  const stream = new ReadableStream<Chunk>({
    start(controller) {
      for (const one of chunks) controller.enqueue(one);
      controller.close();
    },
  });
  let folded: Message | undefined;
  const states = readUIMessageStream<Message>({
    stream,
    terminateOnError: true,
    ...(known && { message: known }),
  });
  for await (const state of states) folded = state;
  return JSON.parse(JSON.stringify(folded)) as Message;
}

const createdAt = '2026-03-01T09:30:00.000Z';
const expiresAt = '2026-03-01T09:40:00.000Z';
const start: Chunk = {
  type: 'start',
  messageId: 'm2',
  messageMetadata: { author: 'bot', createdAt, replyTo: ['m1'] },
};
const say = (text: string): Chunk[] => [
  { type: 'text-start', id: 't' },
  { type: 'text-delta', id: 't', delta: text },
  { type: 'text-end', id: 't' },
];
const call: Chunk = {
  type: 'tool-input-available',
  toolCallId: 'call1',
  toolName: 'device_remove',
  input: { device: 'd1' },
};
const ask: Chunk[] = [
  start,
  { type: 'start-step' },
  call,
  {
    type: 'tool-approval-request',
    approvalId: 'a1',
    toolCallId: 'call1',
    approvalDescriptor: { title: 'Remove the lamp', expiresAt },
  },
  { type: 'finish-step' },
  { type: 'finish' },
];
const descriptor = { title: 'Remove the lamp', expiresAt };

test('what travels is what the AI SDK reads', () => {
  expectTypeOf<Chunk>().toExtend<UIMessageChunk<MessageMetadata>>();
  expectTypeOf<Message>().toExtend<UIMessage<MessageMetadata>>();
});

describe('the message that chunks make is one that may travel', () => {
  const states: [string, Chunk[], Record<string, unknown>][] = [
    ['input-available', [], { input: { device: 'd1' } }],
    [
      'output-available',
      [{ type: 'tool-output-available', toolCallId: 'call1', output: { status: 'done', result: null } }],
      { output: { status: 'done', result: null } },
    ],
    [
      'output-error',
      [{ type: 'tool-output-error', toolCallId: 'call1', errorText: 'No answer' }],
      { errorText: 'No answer' },
    ],
  ];

  test.each(states)('with a call in state %s', async (state, rest, fields) => {
    const folded = await fold([start, { type: 'start-step' }, call, ...rest, ...say('So it is.')]);
    expect(folded).toEqual({
      id: 'm2',
      role: 'assistant',
      metadata: { author: 'bot', createdAt, replyTo: ['m1'] },
      parts: [
        { type: 'step-start' },
        { type: 'tool-device_remove', toolCallId: 'call1', input: { device: 'd1' }, state, ...fields },
        { type: 'text', text: 'So it is.', state: 'done' },
      ],
    });
    expect(message.parse(folded)).toEqual(folded);
  });

  test('with a call that the service does not have', async () => {
    const folded = await fold([
      start,
      {
        type: 'tool-input-error',
        toolCallId: 'c',
        toolName: 'fly',
        input: '',
        dynamic: true,
        errorText: 'No such tool',
      },
    ]);
    expect(folded.parts).toMatchObject([{ type: 'dynamic-tool', toolName: 'fly', state: 'output-error' }]);
    expect(message.parse(folded)).toEqual(folded);
  });

  test('with data of an application', async () => {
    const folded = await fold([start, { type: 'data-mood', id: 'd', data: { happy: true } }]);
    expect(folded.parts).toEqual([{ type: 'data-mood', id: 'd', data: { happy: true } }]);
    expect(message.parse(folded)).toEqual(folded);
  });
});

describe('an approval', () => {
  test('is asked for with a title and an end', async () => {
    const folded = await fold(ask);
    expect(folded.parts[1]).toMatchObject({
      state: 'approval-requested',
      approval: { id: 'a1', descriptor },
    });
    expect(message.parse(folded)).toEqual(folded);
  });

  test.each<[boolean, Chunk, string]>([
    [
      true,
      { type: 'tool-output-available', toolCallId: 'call1', output: { status: 'done' } },
      'output-available',
    ],
    [false, { type: 'tool-output-denied', toolCallId: 'call1' }, 'output-denied'],
  ])('answered %s continues the message that asked', async (approved, outcome, state) => {
    const asking = await fold(ask);
    const response: Chunk = { type: 'tool-approval-response', approvalId: 'a1', approved };

    const answered = await fold([start, response], asking);
    expect(answered.parts[1]).toMatchObject({
      state: 'approval-responded',
      approval: { approved, descriptor },
    });
    expect(message.parse(answered)).toEqual(answered);

    const done = await fold([start, response, outcome, ...say('Well then.'), { type: 'finish' }], asking);
    expect(done.id).toBe('m2');
    expect(done.parts[1]).toMatchObject({ state, approval: { id: 'a1', approved, descriptor } });
    expect(message.parse(done)).toEqual(done);
  });
});

test('reset-step takes back what the step has brought, but not its start', async () => {
  const folded = await fold([
    start,
    { type: 'start-step' },
    ...say('First.'),
    { type: 'finish-step' },
    { type: 'start-step' },
    call,
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: 'Half a sen' },
    { type: 'reset-step' },
    ...say('Second.'),
    { type: 'abort' },
  ]);
  expect(folded.parts).toEqual([
    { type: 'step-start' },
    { type: 'text', text: 'First.', state: 'done' },
    { type: 'step-start' },
    { type: 'text', text: 'Second.', state: 'done' },
  ]);
});

test('a chunk that a client does not know adds nothing to the message', async () => {
  const frame = parseServerFrame(
    JSON.stringify({
      type: 'chunk',
      conversationId: 'c1',
      seq: 2,
      messageId: 'm2',
      chunk: { type: 'source-url', sourceId: 's', url: 'https://example.com' },
    }),
  );
  const unknown = frame?.type === 'chunk' ? [frame.chunk] : [];
  expect(unknown).toHaveLength(1);
  expect(await fold([start, ...unknown, ...say('Hi.')])).toEqual(await fold([start, ...say('Hi.')]));
});
