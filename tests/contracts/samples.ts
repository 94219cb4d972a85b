import type { Json, JsonObject } from '@agentic-service-bot/bot/definition';
import type {
  ConversationState,
  ConversationSummary,
  LedgerRecord,
  LogEntry,
  LoggedFrame,
  Page,
} from '@agentic-service-bot/bot/ports';
import fc from 'fast-check';

export const START = new Date('2026-05-04T10:00:00.000Z');

/** That many milliseconds after the start of a check. */
export const at = (ms: number): Date => new Date(START.getTime() + ms);

let count = 0;
/** An id that no other call has returned. */
export const fresh = (prefix: string): string => `${prefix}_${++count}`;

/** Pairs of lists that become the same text when joined by a usual separator. */
export const ALIKE: readonly (readonly [readonly [string, string], readonly [string, string]])[] = [
  '/',
  '#',
  ':',
  '|',
  ',',
  ' ',
  '\u0000',
  '","',
].map((separator) => [
  [`a${separator}b`, 'c'],
  ['a', `b${separator}c`],
]);

/** Any JSON, with strings of any script and numbers of any size. */
export const anyJson: fc.Arbitrary<Json> = fc
  .jsonValue({ stringUnit: 'grapheme', maxDepth: 6 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

/** What stores have been seen to lose. */
export const AWKWARD_JSON: JsonObject = {
  '': '',
  empty: [{}, [], '', null],
  texts: ['\u0000', '\ud83d\ude00', '\ud800', "'; DROP TABLE entries; --", '\u2028\u2029', 'e\u0301'],
  numbers: [0, -1, 0.1, 1e300, 5e-324, Number.MAX_SAFE_INTEGER, -1.5e-7],
  constructor: 'an own key',
  deep: Array.from({ length: 60 }).reduce<Json>((inner) => [inner, { inner: 'x' }], null),
  long: 'ü'.repeat(20_000),
};

export const state = (more: Partial<ConversationState> = {}): ConversationState => ({
  customerId: 'cust_1',
  title: 'The kitchen light',
  status: 'bot',
  priority: 'standard',
  createdAt: START.toISOString(),
  updatedAt: START.toISOString(),
  unanswered: [],
  ...more,
});

export const summary = (
  id: string,
  seq: number,
  more: Partial<ConversationState> = {},
): ConversationSummary => ({ id, seq, state: state(more) });

/** A frame that holds `data`. */
export const frame = (data: Json): LoggedFrame => ({
  type: 'chunk',
  messageId: 'm_1',
  chunk: { type: 'data-sample', data },
});

interface EntryOptions extends Partial<Pick<LogEntry, 'state' | 'message' | 'digest' | 'step' | 'at'>> {
  readonly frames?: readonly LoggedFrame[];
}

export const entry = (conversationId: string, seq: number, more: EntryOptions = {}): LogEntry => ({
  conversationId,
  seq,
  at: START.toISOString(),
  frames: [frame(`${conversationId} ${seq}`)],
  state: state(),
  ...more,
});

export const wholeMessage = (from: number, id = `m_${from}`): NonNullable<LogEntry['message']> => ({
  from,
  message: {
    id,
    role: 'user',
    metadata: { author: 'customer', createdAt: START.toISOString() },
    parts: [{ type: 'text', text: `Message ${id}` }],
  },
});

export const record = (conversationId: string, more: Partial<LedgerRecord> = {}): LedgerRecord => ({
  conversationId,
  turn: 'm_1',
  step: 0,
  call: 0,
  attempt: 'attempt_1',
  customerId: 'cust_1',
  action: 'device_power',
  way: 'chat',
  input: { power: 'off' },
  inputHash: 'hash',
  level: 'basic',
  decision: 'allowed',
  serviceVersion: '1',
  promptVersion: '1',
  model: 'test/scripted',
  at: START.toISOString(),
  ...more,
});

/** All items of a list, read page by page; `between` is called after each page. */
export async function allPages<T>(
  read: (cursor?: string) => Promise<Page<T>>,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await read(cursor);
    items.push(...page.items);
    if (page.nextCursor === undefined) return items;
    if (page.items.length === 0) throw new Error('An empty page that says that more follows.');
    cursor = page.nextCursor;
    await between();
  }
}
