import fc from 'fast-check';

const ID_CHARS_MAX = 128;
/**
 * Stand in a text for what only the one who sends it knows: a conversation of the sender's, and one of somebody else's.
 * As long as an id may be: with the id in its place, a frame that is no larger than allowed stays so.
 */
export const MINE = '$mine'.padEnd(ID_CHARS_MAX, '.');
export const OTHERS = '$others'.padEnd(ID_CHARS_MAX, '.');

/** What is sent as one frame of a WebSocket. */
export type GeneratedFrame =
  | { readonly kind: 'text'; readonly text: string }
  /** Breaks the rules of the transport, for which the server closes the socket with this code. */
  | {
      readonly kind: 'closing';
      readonly data: string | Uint8Array;
      readonly binary: boolean;
      readonly code: number;
    };

const MAX_FRAME_BYTES = 32_768;
const TOO_LARGE = 1009;
const UNSUPPORTED = 1003;
const NOT_UTF8 = 1007;

const requestId = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/u) },
  { weight: 1, arbitrary: fc.constantFrom('again', 'again-2') },
);
const id = fc.oneof(
  { weight: 6, arbitrary: fc.constant(MINE) },
  { weight: 2, arbitrary: fc.constant(OTHERS) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: ID_CHARS_MAX }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('constructor', '__proto__', 'toString', '%', "'; DROP TABLE entries; --"),
  },
);
const words = fc.oneof(
  fc.constantFrom('turn it up', 'yes', 'no', 'what devices do I have?', 'upgrade me to premium'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
);
const number = fc.oneof(fc.nat(300), fc.constantFrom(0, Number.MAX_SAFE_INTEGER));
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const one = { requestId: maybe(requestId), conversationId: id };

const frames: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  hello: {
    requestId: maybe(requestId),
    timeZone: maybe(fc.constantFrom('Europe/Berlin', 'UTC', 'Asia/Tokyo')),
    locale: maybe(fc.constantFrom('en', 'de-AT')),
  },
  sendMessage: { requestId, text: words, conversationId: maybe(id) },
  approve: {
    requestId,
    conversationId: id,
    approvalId: fc.string({ minLength: 1, maxLength: 40 }),
    approved: fc.boolean(),
  },
  cancel: one,
  resume: { ...one, after: number },
  history: { ...one, before: maybe(number) },
  listConversations: {
    requestId: maybe(requestId),
    cursor: maybe(fc.string({ minLength: 1, maxLength: 60 })),
  },
  requestHuman: { ...one, reason: maybe(words) },
  rate: {
    ...one,
    messageId: fc.string({ minLength: 1, maxLength: 40 }),
    rating: fc.constantFrom('up', 'down'),
    comment: maybe(words),
  },
  ping: { requestId: maybe(requestId) },
  watchInbox: { requestId: maybe(requestId), cursor: maybe(fc.string({ minLength: 1, maxLength: 60 })) },
  takeOver: one,
  handBack: one,
  close: one,
  reply: { requestId, conversationId: id, text: words },
  audit: { ...one, cursor: maybe(fc.string({ minLength: 1, maxLength: 60 })) },
};

type Fields = Readonly<Record<string, unknown>>;

/** As the protocol has them; whether they may be sent by this sender, and about that, is another matter. */
const valid: fc.Arbitrary<Fields> = fc
  .constantFrom(...Object.entries(frames))
  .chain(([action, fields]) => fc.record({ action: fc.constant(action), ...fields }));

const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, -1, 1.5, 1e308, '', ' ', [], {}, [[]]),
  fc.jsonValue({ maxDepth: 3 }),
  fc.nat(6_000).map((length) => 'x'.repeat(length)),
);

/** One field of a valid one is missing, is something else, or is one too many. */
const nearlyValid: fc.Arbitrary<string> = fc
  .tuple(
    valid,
    fc.nat(9),
    fc.constantFrom('missing', 'other', 'more'),
    anything,
    fc.string({ maxLength: 20 }),
  )
  .map(([frame, at, how, value, name]) => {
    const keys = Object.keys(frame);
    const key = keys[at % keys.length] ?? 'action';
    if (how === 'missing') return JSON.stringify({ ...frame, [key]: undefined });
    return JSON.stringify({ ...frame, [how === 'more' ? name : key]: value });
  });

/** Keys that reach for what all objects inherit, on any level. */
const prototypeKeys: fc.Arbitrary<string> = fc
  .tuple(
    valid,
    fc.constantFrom(
      '"__proto__":{"role":"operator"}',
      '"constructor":{"prototype":{"role":"operator"}}',
      '"prototype":1',
      '"more":[{"__proto__":{"action":"ping"}}]',
      String.raw`"\u005f_proto__":{"action":"ping"}`,
    ),
  )
  .map(([frame, more]) => `${JSON.stringify(frame).slice(0, -1)},${more}}`);

const garbage: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }).map((text) => text.toWellFormed()),
  fc.json({ maxDepth: 5 }),
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '"hello"',
    '{"action":',
    '\u0000',
    '{"action":"hello"}{"action":"hello"}',
  ),
  fc.nat(8_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.nat(5_000).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
);

/** As long as a frame may be, or nearly. */
const huge: fc.Arbitrary<string> = fc
  .tuple(
    valid,
    fc.integer({ min: 4_001, max: MAX_FRAME_BYTES }),
    fc.constantFrom('text', 'reason', 'pad', 'action'),
  )
  .map(([frame, length, key]) => JSON.stringify({ ...frame, [key]: 'a'.repeat(length) }))
  .map((text) => (Buffer.byteLength(text) > MAX_FRAME_BYTES ? `"${'a'.repeat(MAX_FRAME_BYTES - 2)}"` : text));

const closing: fc.Arbitrary<GeneratedFrame> = fc.oneof(
  fc.integer({ min: MAX_FRAME_BYTES + 1, max: 100_000 }).map((length) => ({
    kind: 'closing' as const,
    data: 'a'.repeat(length),
    binary: false,
    code: TOO_LARGE,
  })),
  fc
    .uint8Array({ maxLength: 200 })
    .map((data) => ({ kind: 'closing' as const, data, binary: true, code: UNSUPPORTED })),
  fc
    .constantFrom(Uint8Array.of(0xff), Uint8Array.of(0x61, 0xc0, 0x80), Uint8Array.of(0xed, 0xa0, 0x80))
    .map((data) => ({
      kind: 'closing' as const,
      data,
      binary: false,
      code: NOT_UTF8,
    })),
);

const text = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<GeneratedFrame> =>
  arbitrary.map((value) => ({ kind: 'text', text: value }));

/** Whatever a client may send. */
export const generatedFrame: fc.Arbitrary<GeneratedFrame> = fc.oneof(
  { weight: 40, arbitrary: text(valid.map((frame) => JSON.stringify(frame))) },
  { weight: 30, arbitrary: text(nearlyValid) },
  { weight: 15, arbitrary: text(garbage) },
  { weight: 8, arbitrary: text(prototypeKeys) },
  { weight: 5, arbitrary: text(huge) },
  { weight: 2, arbitrary: closing },
);
