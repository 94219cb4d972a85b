import type { Leases } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

/** The leases in SQLite. */
export class SqliteLeases implements Leases {
  readonly #writer: Writer;
  readonly #acquire: Query<never>;
  readonly #release: Query<never>;
  readonly #clear: Query<never>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    this.#acquire = query(
      database,
      `INSERT INTO leases (conversation_id, owner, until) VALUES (:conversation, :owner, :until)
       ON CONFLICT (conversation_id) DO UPDATE SET owner = excluded.owner, until = excluded.until
       WHERE leases.owner = excluded.owner OR leases.until <= :now`,
    );
    this.#release = query(database, 'DELETE FROM leases WHERE conversation_id = ? AND owner = ?');
    this.#clear = query(database, 'DELETE FROM leases');
  }

  async acquire(conversationId: string, owner: string, now: Date, until: Date): Promise<boolean> {
    const values = {
      conversation: conversationId,
      owner,
      until: until.toISOString(),
      now: now.toISOString(),
    };
    return (await this.#writer.write(() => this.#acquire.run(values))) === 1;
  }

  async release(conversationId: string, owner: string): Promise<void> {
    await this.#writer.write(() => this.#release.run(conversationId, owner));
  }

  /** Ends all leases: for a start, when whoever held them is known to be gone. */
  async clear(): Promise<void> {
    await this.#writer.write(() => this.#clear.run());
  }
}
