import {
  decodeCursor,
  page,
  type ConversationState,
  type ConversationSummary,
  type Conversations,
  type Page,
} from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

interface Row {
  readonly id: string;
  readonly seq: number;
  readonly state: string;
}
interface CustomerRow extends Row {
  readonly updatedAt: string;
}
interface InboxRow extends Row {
  readonly rank: number;
  readonly place: number;
}

const customerPlace = z.tuple([z.string(), z.string()]);
const inboxPlace = z.tuple([z.number(), z.number(), z.string()]);

const summaryOf = ({ id, seq, state }: Row): ConversationSummary => ({
  id,
  seq,
  state: JSON.parse(state) as ConversationState,
});

const PRIORITY_RANKS = { dedicated: 0, priority: 1, standard: 2 };
const STATUS_RANKS = { human: 3, bot: 4, closed: 5 };

/** Where a conversation stands in the inbox: both numbers ascend. */
function inboxPlaceOf(state: ConversationState): { rank: number; place: number } {
  if (state.status === 'waiting') {
    const { priority, waitingSince = state.updatedAt } = state;
    return { rank: PRIORITY_RANKS[priority], place: Date.parse(waitingSince) };
  }
  return { rank: STATUS_RANKS[state.status], place: -Date.parse(state.updatedAt) };
}

/** The lists of conversations in SQLite. */
export class SqliteConversations implements Conversations {
  readonly #writer: Writer;
  readonly #put: Query<never>;
  readonly #ofCustomer: Query<CustomerRow>;
  readonly #inbox: Query<InboxRow>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    this.#put = query(
      database,
      `INSERT INTO conversations (id, customer_id, seq, updated_at, inbox_rank, inbox_order, state)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET
         customer_id = excluded.customer_id, seq = excluded.seq, updated_at = excluded.updated_at,
         inbox_rank = excluded.inbox_rank, inbox_order = excluded.inbox_order, state = excluded.state
       WHERE excluded.seq >= conversations.seq`,
    );
    this.#ofCustomer = query(
      database,
      `SELECT id, seq, state, updated_at AS updatedAt FROM conversations
       WHERE customer_id = ? AND (updated_at, id) < (?, ?) ORDER BY updated_at DESC, id DESC LIMIT ?`,
    );
    this.#inbox = query(
      database,
      `SELECT id, seq, state, inbox_rank AS rank, inbox_order AS place FROM conversations
       WHERE (inbox_rank, inbox_order, id) > (?, ?, ?) ORDER BY inbox_rank, inbox_order, id LIMIT ?`,
    );
  }

  async put({ id, seq, state }: ConversationSummary): Promise<void> {
    const { rank, place } = inboxPlaceOf(state);
    const values = [id, state.customerId, seq, state.updatedAt, rank, place, JSON.stringify(state)];
    await this.#writer.write(() => this.#put.run(...values));
  }

  async ofCustomer(customerId: string, limit: number, cursor?: string): Promise<Page<ConversationSummary>> {
    const [updatedAt, id] = decodeCursor(cursor, customerPlace) ?? ['~', ''];
    const rows = this.#ofCustomer.all(customerId, updatedAt, id, limit + 1);
    return page(rows, limit, (row) => [row.updatedAt, row.id], summaryOf);
  }

  async inbox(limit: number, cursor?: string): Promise<Page<ConversationSummary>> {
    const [rank, place, id] = decodeCursor(cursor, inboxPlace) ?? [-1, 0, ''];
    const rows = this.#inbox.all(rank, place, id, limit + 1);
    return page(rows, limit, (row) => [row.rank, row.place, row.id], summaryOf);
  }
}
