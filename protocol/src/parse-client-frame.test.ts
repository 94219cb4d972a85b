import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClientFrame } from './client-frame.ts';
import { ID_MAX, MAX_FRAME_BYTES, TEXT_MAX } from './limits.ts';
import { parseClientFrame } from './parse-client-frame.ts';

const parse = (frame: unknown): ReturnType<typeof parseClientFrame> =>
  parseClientFrame(JSON.stringify(frame));

const requestId = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const id = fc.string({ minLength: 1, maxLength: ID_MAX });
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 100 })
  .map((value) => value.trim())
  .filter((value) => value !== '');
const seq = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

type Arbitraries<F> = { [K in keyof F]-?: fc.Arbitrary<Exclude<F[K], undefined>> };

const frame = <F extends ClientFrame>(
  arbitraries: Arbitraries<F>,
  ...requiredKeys: (keyof F)[]
): fc.Arbitrary<Partial<F>> =>
  fc.record<Record<keyof F, unknown>, keyof F>(arbitraries, {
    requiredKeys: ['action', ...requiredKeys],
    noNullPrototype: true,
  }) as fc.Arbitrary<Partial<F>>;

const action = <A extends ClientFrame['action']>(name: A): fc.Arbitrary<A> => fc.constant(name);
type Of<A extends ClientFrame['action']> = Extract<ClientFrame, { action: A }>;

const validFrame = fc.oneof(
  frame<Of<'hello'>>({
    action: action('hello'),
    requestId,
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'),
    locale: fc.constantFrom('en', 'de-AT', 'zh-Hant-TW'),
  }),
  frame<Of<'sendMessage'>>(
    { action: action('sendMessage'), requestId, text, conversationId: id },
    'requestId',
    'text',
  ),
  frame<Of<'approve'>>(
    { action: action('approve'), requestId, conversationId: id, approvalId: id, approved: fc.boolean() },
    'requestId',
    'conversationId',
    'approvalId',
    'approved',
  ),
  frame<Of<'cancel'>>({ action: action('cancel'), requestId, conversationId: id }, 'conversationId'),
  frame<Of<'resume'>>(
    { action: action('resume'), requestId, conversationId: id, after: fc.oneof(fc.constant(0), seq) },
    'conversationId',
    'after',
  ),
  frame<Of<'history'>>(
    { action: action('history'), requestId, conversationId: id, before: seq },
    'conversationId',
  ),
  frame<Of<'listConversations'>>({ action: action('listConversations'), requestId, cursor: id }),
  frame<Of<'requestHuman'>>(
    { action: action('requestHuman'), requestId, conversationId: id, reason: fc.string() },
    'conversationId',
  ),
  frame<Of<'rate'>>(
    {
      action: action('rate'),
      requestId,
      conversationId: id,
      messageId: id,
      rating: fc.constantFrom('up', 'down'),
      comment: fc.string(),
    },
    'conversationId',
    'messageId',
    'rating',
  ),
  frame<Of<'ping'>>({ action: action('ping'), requestId }),
  frame<Of<'watchInbox'>>({ action: action('watchInbox'), requestId, cursor: id }),
  frame<Of<'takeOver'>>({ action: action('takeOver'), requestId, conversationId: id }, 'conversationId'),
  frame<Of<'handBack'>>({ action: action('handBack'), requestId, conversationId: id }, 'conversationId'),
  frame<Of<'close'>>({ action: action('close'), requestId, conversationId: id }, 'conversationId'),
  frame<Of<'reply'>>(
    { action: action('reply'), requestId, conversationId: id, text },
    'requestId',
    'conversationId',
    'text',
  ),
);

describe('a valid frame', () => {
  test('of any action comes through as it was sent', () => {
    fc.assert(
      fc.property(validFrame, (sent) => {
        expect(parse(sent)).toEqual({ ok: true, frame: sent });
      }),
    );
  });

  test('loses the fields that are not in the contract', () => {
    expect(parse({ action: 'ping', extra: { deep: [1] }, text: 5 })).toEqual({
      ok: true,
      frame: { action: 'ping' },
    });
  });

  test.each([
    ['trimmed', '  turn it up \n', 'turn it up'],
    ['as long as it may be', ` ${'x'.repeat(TEXT_MAX)} `, 'x'.repeat(TEXT_MAX)],
    ['rid of half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    ['left with its emoji', '🎵', '🎵'],
  ])('has its text %s', (_, sent, text) => {
    expect(parse({ action: 'sendMessage', requestId: 'r1', text: sent })).toEqual({
      ok: true,
      frame: { action: 'sendMessage', requestId: 'r1', text },
    });
  });
});

describe('a frame is refused', () => {
  test.each([
    ['', 'not JSON'],
    ['{"action":"ping"', 'not JSON'],
    ['hello', 'not JSON'],
    ['null', 'not a JSON object'],
    ['[{"action":"ping"}]', 'not a JSON object'],
    ['"ping"', 'not a JSON object'],
    ['{}', '"action" is missing: send one of hello, sendMessage,'],
    ['{"action":"fly"}', '"action" is wrong: send one of hello, sendMessage,'],
    ['{"action":["ping"]}', '"action" is wrong'],
    ['{"action":"toString"}', '"action" is wrong'],
  ])('%s', (text, words) => {
    expect(parseClientFrame(text)).toEqual({
      ok: false,
      code: 'bad_request',
      message: expect.stringContaining(words),
    });
  });

  const conversationId = 'c1';
  test.each<[string, object, string]>([
    ['no requestId', { action: 'sendMessage', text: 'hi' }, '"requestId" is missing: send 1 to 64'],
    ['a requestId that is a number', { action: 'ping', requestId: 1 }, '"requestId" is wrong: send 1 to 64'],
    ['an empty requestId', { action: 'ping', requestId: '' }, '"requestId" is wrong'],
    ['a long requestId', { action: 'ping', requestId: 'x'.repeat(65) }, '"requestId" is wrong'],
    ['a requestId with a line break', { action: 'ping', requestId: 'x\n' }, '"requestId" is wrong'],
    ['no conversationId', { action: 'cancel' }, '"conversationId" is missing: send the id'],
    ['an empty id', { action: 'cancel', conversationId: '' }, '"conversationId" is wrong: send the id'],
    [
      'an id no server gave',
      { action: 'cancel', conversationId: 'x'.repeat(129) },
      '"conversationId" is wrong',
    ],
    ['an id that is null', { action: 'cancel', conversationId: null }, '"conversationId" is wrong'],
    [
      'a negative after',
      { action: 'resume', conversationId, after: -1 },
      '"after" is wrong: send the last seq',
    ],
    ['half an after', { action: 'resume', conversationId, after: 0.5 }, '"after" is wrong'],
    ['an after in words', { action: 'resume', conversationId, after: '1' }, '"after" is wrong'],
    ['no after', { action: 'resume', conversationId }, '"after" is missing'],
    ['a before of 0', { action: 'history', conversationId, before: 0 }, '"before" is wrong'],
    [
      'an empty cursor',
      { action: 'listConversations', cursor: '' },
      '"cursor" is wrong: send the nextCursor',
    ],
    ['an unknown rating', { action: 'rate', conversationId, messageId: 'm', rating: 5 }, '"rating" is wrong'],
    ['a reason of no words', { action: 'requestHuman', conversationId, reason: {} }, '"reason" is wrong'],
    ['a time zone of no place', { action: 'hello', timeZone: 'Mars/Olympus' }, '"timeZone" is wrong'],
    ['a time zone that is an offset', { action: 'hello', timeZone: '+01:00' }, '"timeZone" is wrong'],
    ['a malformed locale', { action: 'hello', locale: 'en_US.UTF-8' }, '"locale" is wrong'],
    ['an endless locale', { action: 'hello', locale: 'en-'.repeat(99) }, '"locale" is wrong'],
  ])('for %s', (_, frame, words) => {
    expect(parse(frame)).toMatchObject({
      ok: false,
      code: 'bad_request',
      message: expect.stringContaining(words),
    });
  });

  test.each<[string, unknown, string, string]>([
    ['blank', ' \n\t ', 'bad_request', '"text" is wrong: send words'],
    ['too long', 'x'.repeat(TEXT_MAX + 1), 'too_large', 'send at most 4000'],
    ['too long in UTF-16 units', '🎵'.repeat(TEXT_MAX / 2 + 1), 'too_large', 'send at most 4000'],
    ['not words', 7, 'bad_request', '"text" is wrong'],
    ['missing', undefined, 'bad_request', '"text" is missing'],
  ])('when its text is %s', (_, text, code, words) => {
    for (const action of ['sendMessage', 'reply']) {
      expect(parse({ action, requestId: 'r1', conversationId, text })).toEqual({
        ok: false,
        code,
        message: expect.stringContaining(words),
        requestId: 'r1',
      });
    }
  });

  test('for an approval that says neither yes nor no', () => {
    const frame = { action: 'approve', requestId: 'r1', conversationId, approvalId: 'a1', approved: 'yes' };
    expect(parse(frame)).toMatchObject({ ok: false, message: expect.stringContaining('send true or false') });
  });

  test.each(['__proto__', 'constructor', 'prototype'])('for the key %s anywhere', (key) => {
    for (const text of [
      `{"action":"ping","requestId":"r1","${key}":1}`,
      `{"action":"ping","requestId":"r1","extra":[{"deep":{"${key}":null}}]}`,
    ]) {
      expect(parseClientFrame(text)).toEqual({
        ok: false,
        code: 'bad_request',
        message: expect.stringContaining(key),
        requestId: 'r1',
      });
    }
  });

  test('without repeating a requestId that is not valid itself', () => {
    expect(parse({ action: 'fly', requestId: 'no spaces' })).not.toHaveProperty('requestId');
  });
});

describe('whatever arrives', () => {
  const isAnswer = (text: string): void => {
    const result = parseClientFrame(text);
    if (!result.ok) expect(['bad_request', 'too_large']).toContain(result.code);
  };

  test('text is answered, not thrown at', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), isAnswer));
  });

  test('JSON is answered, not thrown at', () => {
    fc.assert(fc.property(fc.json(), isAnswer));
  });

  test('an object of the known names with values of any kind is answered, not thrown at', () => {
    const names = [
      'requestId',
      'conversationId',
      'text',
      'after',
      'before',
      'timeZone',
      'locale',
      '__proto__',
    ];
    const fields = fc.dictionary(fc.constantFrom('action', ...names), fc.oneof(fc.jsonValue(), validFrame));
    fc.assert(
      fc.property(fields, validFrame, (wrong, valid) => {
        isAnswer(JSON.stringify({ ...valid, ...wrong }));
      }),
    );
  });

  test('nesting as deep as a frame can hold is ignored where it is unknown', () => {
    const depth = MAX_FRAME_BYTES / 2 - 20;
    expect(parseClientFrame(`{"action":"ping","x":${'['.repeat(depth)}${']'.repeat(depth)}}`)).toEqual({
      ok: true,
      frame: { action: 'ping' },
    });
  });
});
