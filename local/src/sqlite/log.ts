import { lastSeq, type Log, type LogEntry, type WholeMessage } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

interface Row {
  readonly entry: string;
}

const entryOf = ({ entry }: Row): LogEntry => JSON.parse(entry) as LogEntry;

/** The log in SQLite. */
export class SqliteLog implements Log {
  readonly #writer: Writer;
  readonly #append: Query<never>;
  readonly #last: Query<Row>;
  readonly #after: Query<Row>;
  readonly #messages: Query<Row>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    this.#append = query(
      database,
      `INSERT INTO entries (conversation_id, last_seq, seq, message_from, customer_id, entry)
       SELECT :conversation, :lastSeq, :seq, :from, :customer, :entry
       WHERE :seq = 1 + coalesce((SELECT max(last_seq) FROM entries WHERE conversation_id = :conversation), 0)`,
    );
    this.#last = query(
      database,
      'SELECT entry FROM entries WHERE conversation_id = ? ORDER BY last_seq DESC LIMIT 1',
    );
    this.#after = query(
      database,
      'SELECT entry FROM entries WHERE conversation_id = ? AND last_seq > ? ORDER BY last_seq LIMIT ?',
    );
    this.#messages = query(
      database,
      `SELECT entry FROM entries WHERE conversation_id = ? AND message_from < ? AND message_from > ?
       ORDER BY message_from DESC, seq DESC LIMIT ?`,
    );
  }

  async append(entry: LogEntry): Promise<'appended' | 'taken'> {
    if (entry.frames.length === 0) throw new Error('An entry without frames takes no number.');
    const values = {
      conversation: entry.conversationId,
      lastSeq: lastSeq(entry),
      seq: entry.seq,
      from: entry.message?.from ?? null,
      customer: entry.state.customerId,
      entry: JSON.stringify(entry),
    };
    const appended = await this.#writer.write(() => this.#append.run(values));
    return appended === 1 ? 'appended' : 'taken';
  }

  async last(conversationId: string): Promise<LogEntry | undefined> {
    const row = this.#last.get(conversationId);
    return row && entryOf(row);
  }

  async after(conversationId: string, seq: number, limit: number): Promise<readonly LogEntry[]> {
    return this.#after.all(conversationId, seq, limit).map(entryOf);
  }

  async messages(
    conversationId: string,
    before: number | undefined,
    limit: number,
    after = 0,
  ): Promise<readonly WholeMessage[]> {
    return this.#messages
      .all(conversationId, before ?? Number.MAX_SAFE_INTEGER, after, limit)
      .map(entryOf)
      .flatMap(({ seq, message }) => (message === undefined ? [] : [{ seq, ...message }]));
  }
}
