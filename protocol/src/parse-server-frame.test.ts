import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from './error-code.ts';
import { parseServerFrame } from './parse-server-frame.ts';
import type { ServerFrame } from './server-frame.ts';

const at = '2026-03-01T09:30:00.000Z';
const conversation = {
  id: 'c1',
  status: 'bot',
  title: 'The kitchen speaker',
  updatedAt: at,
  seq: 7,
} as const;
const message = {
  id: 'm2',
  role: 'assistant',
  metadata: { author: 'bot', createdAt: at, replyTo: ['m1'] },
  parts: [
    { type: 'step-start' },
    {
      type: 'tool-device_power',
      toolCallId: 't1',
      state: 'output-available',
      input: { device: 'd1', on: true },
      output: { status: 'done', result: { on: true } },
    },
    { type: 'text', text: 'It is on.', state: 'done' },
  ],
} as const;
const numbered = { conversationId: 'c1', seq: 4 };

const FRAMES = [
  {
    type: 'welcome',
    protocol: 1,
    principal: { id: 'cust_001', name: 'Ada', role: 'customer' },
    expiresAt: at,
    serverTime: at,
    serviceLevel: { name: 'basic', title: 'Basic' },
    actions: [
      {
        name: 'device_relocation',
        title: 'Move a device',
        description: 'Moves a device to another room',
        allowed: false,
        requiredLevel: 'premium',
      },
    ],
    conversations: [conversation],
    nextCursor: 'abc',
  },
  {
    type: 'welcome',
    protocol: 1,
    principal: { id: 'op_1', name: 'Grace', role: 'operator' },
    expiresAt: at,
    requestId: 'r1',
  },
  { type: 'accepted', requestId: 'r1', conversationId: 'c1', messageId: 'm1' },
  { type: 'chunk', ...numbered, messageId: 'm2', chunk: { type: 'text-delta', id: '0', delta: 'It is' } },
  { type: 'chunk', ...numbered, messageId: 'm2', replay: true, chunk: { type: 'data-mood', data: 1 } },
  { type: 'message', ...numbered, from: 2, message: structuredClone(message) as never },
  { type: 'conversation', conversation },
  {
    type: 'conversation',
    seq: 7,
    replay: true,
    conversation: {
      ...conversation,
      status: 'human',
      operator: { name: 'Grace', id: 'op_1' },
      approval: { id: 'a1', messageId: 'm2', expiresAt: at },
      customer: { id: 'cust_001', name: 'Ada', serviceLevel: 'basic' },
      priority: 'standard',
      waitingSince: at,
    },
  },
  { type: 'resumed', conversationId: 'c1', seq: 7, more: false },
  {
    type: 'history',
    conversationId: 'c1',
    messages: [{ from: 2, message: structuredClone(message) as never }],
    more: true,
    seq: 7,
  },
  { type: 'conversations', conversations: [conversation], nextCursor: 'abc' },
  { type: 'inbox', conversations: [] },
  { type: 'ok', requestId: 'r1' },
  { type: 'pong' },
  ...[...ERROR_CODES.keys()].map((code) => ({ type: 'error' as const, code, message: 'No.' })),
  { type: 'error', code: 'rate_limited', message: 'Slow down.', requestId: 'r1', retryAfterMs: 500 },
] satisfies ServerFrame[];

const parse = (frame: unknown): ServerFrame | undefined => parseServerFrame(JSON.stringify(frame));

test.each(FRAMES.map((frame) => [frame.type, frame] as const))(
  '%s comes through as it was sent',
  (_, frame) => {
    expect(parse(frame)).toEqual(frame);
  },
);

describe('from a newer server', () => {
  test('unknown fields are left out', () => {
    expect(parse({ type: 'pong', load: 0.5 })).toEqual({ type: 'pong' });
  });

  test('an unknown frame is ignored', () => {
    expect(parse({ type: 'typing', conversationId: 'c1' })).toBeUndefined();
  });

  test('an unknown chunk keeps its number and adds nothing to the message', () => {
    const chunk = { type: 'reasoning-start', id: 'x' };
    expect(parse({ type: 'chunk', ...numbered, messageId: 'm2', chunk })).toEqual({
      type: 'chunk',
      ...numbered,
      messageId: 'm2',
      chunk: { type: 'data-unknown', data: chunk, transient: true },
    });
  });

  test('unknown parts of a message are left out', () => {
    const newer = { ...message, parts: [{ type: 'hologram' }, ...message.parts, 7] };
    expect(parse({ type: 'message', ...numbered, from: 2, message: newer })).toMatchObject({ message });
    expect(
      parse({
        type: 'history',
        conversationId: 'c1',
        messages: [{ from: 2, message: newer }],
        more: false,
        seq: 7,
      }),
    ).toMatchObject({ messages: [{ from: 2, message }] });
  });

  test('an unknown error code is an error all the same', () => {
    expect(parse({ type: 'error', code: 'teapot', message: 'No.', requestId: 'r1' })).toEqual({
      type: 'error',
      code: 'internal',
      message: 'No.',
      requestId: 'r1',
    });
  });
});

describe('from a gateway in front of the server', () => {
  test('a frame without a type says that the server is unavailable', () => {
    expect(
      parse({ message: 'Internal server error', connectionId: 'L0SM9cOFvHcCIhw=', requestId: 'a=' }),
    ).toEqual({
      type: 'error',
      code: 'unavailable',
      message: 'Internal server error',
    });
    expect(parse({})).toMatchObject({ type: 'error', code: 'unavailable' });
  });
});

describe('whatever arrives', () => {
  test.each(['', 'null', '[]', '"pong"', '{"type":"chunk"}', '{"type":7}'])('%s is ignored', (text) => {
    expect(parseServerFrame(text)).toBeUndefined();
  });

  test('is read without an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        parseServerFrame(text);
      }),
    );
    const broken = fc.tuple(fc.constantFrom(...FRAMES), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(broken, ([frame, wrong]) => {
        parse({ ...frame, ...wrong, type: frame.type });
      }),
    );
  });
});
