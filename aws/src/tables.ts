/** An attribute that is part of a key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N';
}

export interface IndexDefinition {
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute;
  readonly projected: 'ALL' | 'KEYS_ONLY' | readonly string[];
  /**
   * A local secondary index: it has the table's partition key, and can be read consistently. It can be made only
   * together with its table.
   */
  readonly local?: true;
}

export interface TableDefinition {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly indexes: Readonly<Record<string, IndexDefinition>>;
}

/** When an item ends by itself, in seconds since 1970: every table's time-to-live attribute. */
export const TTL_ATTRIBUTE = 'expiresAt';

const text = (name: string): KeyAttribute => ({ name, type: 'S' });
const number = (name: string): KeyAttribute => ({ name, type: 'N' });

/** The tables, found by their access patterns: docs/data-model.md. */
export const TABLES = {
  /** The logs: an entry under the number of its first frame; its whole message, if it completes one, is in the index too. */
  messages: {
    partitionKey: text('conversationId'),
    sortKey: number('seq'),
    indexes: {
      byMessage: {
        partitionKey: text('conversationId'),
        sortKey: text('messagePlace'),
        projected: ['message'],
        local: true,
      },
    },
  },
  /** The lists of conversations: one item each. */
  conversations: {
    partitionKey: text('conversationId'),
    indexes: {
      byCustomer: {
        partitionKey: text('customerId'),
        sortKey: text('customerPlace'),
        projected: 'KEYS_ONLY',
      },
      byInbox: { partitionKey: text('inboxPart'), sortKey: text('inboxPlace'), projected: 'KEYS_ONLY' },
    },
  },
  /** What was decided of each call, and what became of it. */
  ledger: { partitionKey: text('conversationId'), sortKey: text('place'), indexes: {} },
  /** All that is one customer's: who they are, their objects, marks of effects, bills, timers, request ids. */
  customers: { partitionKey: text('customerId'), sortKey: text('item'), indexes: {} },
  /** The open sockets: each under its own id, under its principal, and under what it watches. */
  connections: { partitionKey: text('place'), sortKey: text('connectionId'), indexes: {} },
  /** Budgets: counters with a limit and an end. */
  counters: { partitionKey: text('counter'), indexes: {} },
  /** The switches that operators throw: one partition. */
  pauses: { partitionKey: text('place'), sortKey: text('pause'), indexes: {} },
} as const satisfies Readonly<Record<string, TableDefinition>>;

export type TableName = keyof typeof TABLES;
