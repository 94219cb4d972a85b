import type { ConversationState, ConversationSummary } from '@agentic-service-bot/bot/ports';
import { partition } from './key-text.ts';
import type { Range } from './table.ts';

/** Where a conversation stands in a list: in which window, when in it, and which one of that moment. */
export type Place = readonly [window: string, moment: string, id: string];

/** A list of conversations, as an index has it. */
export interface List {
  /** The index's sort key: the window. */
  readonly attribute: string;
  /** Most conversations that are read of one window. */
  readonly windowMax: number;
  /** The index from a window on. */
  readonly range: (from: string | undefined) => Range;
  /** Whether the conversation is in the list, as it stands now. */
  readonly holds: (summary: ConversationSummary) => boolean;
  readonly place: (summary: ConversationSummary) => Place;
  /** In the order of the list. */
  readonly compare: (a: Place, b: Place) => number;
}

/**
 * Lists by time are ordered in the index by windows, for a conversation that moves in an index costs two writes there: so
 * it moves when a window is over, not with each message. Of a customer there are few conversations in a month, of all
 * customers together there may be many in an hour. The windows do not end at the same time: a message pays for one move at most, if
 * its conversation goes on.
 */
export const customerWindow = ({ updatedAt }: Updated): string =>
  new Date(Date.parse(updatedAt) + SHIFT_MS).toISOString().slice(0, '2026-05'.length);
const inboxWindow = ({ updatedAt }: Updated): string => updatedAt.slice(0, '2026-05-04T10:0'.length);

type Updated = Pick<ConversationState, 'updatedAt'>;
const SHIFT_MS = 5 * 60_000;
/** Most conversations of one month that a customer is shown, for a page must not take for ever because somebody has begun thousands. */
const OF_CUSTOMER_MAX = 1_000;

/** The parts of the inbox, in order. */
export const INBOX_PARTS = ['waiting', 'human', 'bot', 'closed'] as const;
export type InboxPart = (typeof INBOX_PARTS)[number];

export const inboxPart = ({ status }: ConversationState): InboxPart => status;

/** A customer's conversations, the last updated first. */
export const ofCustomerList = (customerId: string): List =>
  byTime(
    { index: 'byCustomer', key: 'customerId', value: customerId, attribute: 'customerPlace' },
    OF_CUSTOMER_MAX,
    (state) => partition(state.customerId),
    customerWindow,
  );

/** A part of the inbox: those who wait by priority and since when, the others the last updated first. */
export const inboxList = (part: InboxPart): List =>
  part === 'waiting' ? WAITING : byTime({ ...INBOX, value: part }, Infinity, inboxPart, inboxWindow);

const INBOX = { index: 'byInbox', key: 'inboxPart', attribute: 'inboxPlace' };

/** A partition of an index. */
interface Part {
  readonly index: string;
  readonly key: string;
  readonly value: string;
  readonly attribute: string;
}

const byTime = (
  part: Part,
  windowMax: number,
  keyOf: (state: ConversationState) => string,
  windowOf: (state: ConversationState) => string,
): List => ({
  attribute: part.attribute,
  windowMax,
  range: rangeOf(part, true),
  holds: ({ state }) => keyOf(state) === part.value,
  place: ({ id, state }) => [windowOf(state), state.updatedAt, id],
  compare: (a, b) => inOrder(b, a),
});

const PRIORITY_RANKS = { dedicated: 0, priority: 1, standard: 2 };

const WAITING: List = {
  attribute: 'inboxPlace',
  windowMax: Infinity,
  range: rangeOf({ ...INBOX, value: 'waiting' }, false),
  holds: ({ state }) => state.status === 'waiting',
  place: ({ id, state: { priority, waitingSince, updatedAt } }) => [
    `${PRIORITY_RANKS[priority]} ${waitingSince ?? updatedAt}`,
    '',
    id,
  ],
  compare: inOrder,
};

function rangeOf({ index, key, value, attribute }: Part, descending: boolean) {
  return (from: string | undefined): Range => ({
    index,
    descending,
    key: {
      text: `#${key} = :value${from === undefined ? '' : ` AND #${attribute} ${descending ? '<=' : '>='} :from`}`,
      values: { ':value': value, ...(from === undefined ? {} : { ':from': from }) },
    },
  });
}

function inOrder(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
