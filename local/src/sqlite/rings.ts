import type { Inbox } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

/** A conversation that waits for the bot. */
export interface Ring {
  readonly conversationId: string;
  /** How often it was rung so far: tells whether it was rung again while it was answered. */
  readonly rung: number;
  /** How often answering it has failed. */
  readonly failures: number;
}

/** The doorbell in SQLite: a ring stands until it is answered, whatever happens to whoever answers. */
export class Rings implements Inbox {
  readonly #writer: Writer;
  readonly #now: () => Date;
  readonly #ring: Query<never>;
  readonly #due: Query<Ring>;
  readonly #next: Query<{ readonly due: string }>;
  readonly #answered: Query<never>;
  readonly #postpone: Query<never>;
  readonly #listeners = new Set<() => void>();

  constructor(database: DatabaseSync, writer: Writer, now: () => Date) {
    this.#writer = writer;
    this.#now = now;
    this.#ring = query(
      database,
      `INSERT INTO rings (conversation_id, rung, failures, due) VALUES (?, 1, 0, ?)
       ON CONFLICT (conversation_id) DO UPDATE SET rung = rung + 1, due = min(due, excluded.due)`,
    );
    this.#due = query(
      database,
      `SELECT conversation_id AS conversationId, rung, failures FROM rings
       WHERE due <= ? ORDER BY due LIMIT ?`,
    );
    this.#next = query(database, 'SELECT due FROM rings WHERE due > ? ORDER BY due LIMIT 1');
    this.#answered = query(database, 'DELETE FROM rings WHERE conversation_id = ? AND rung = ?');
    this.#postpone = query(
      database,
      'UPDATE rings SET due = ?, failures = ? WHERE conversation_id = ? AND rung = ?',
    );
  }

  async ring(conversationId: string): Promise<void> {
    await this.#writer.write(() => this.#ring.run(conversationId, this.#now().toISOString()));
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` after each ring of this process. Returns what ends that. */
  onRing(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Those that are due at a time, the longest due first. */
  due(at: Date, limit: number): readonly Ring[] {
    return this.#due.all(at.toISOString(), limit);
  }

  /** When the next one will be due that is not due at a time: ask for the time that `due` was asked for. */
  nextDue(at: Date): Date | undefined {
    const row = this.#next.get(at.toISOString());
    return row && new Date(row.due);
  }

  /** Takes the ring away, unless it was rung again since. */
  async answered({ conversationId, rung }: Ring): Promise<void> {
    await this.#writer.write(() => this.#answered.run(conversationId, rung));
  }

  /** Lets it wait until `due`, unless it was rung again since. */
  async postpone({ conversationId, rung }: Ring, due: Date, failures: number): Promise<void> {
    await this.#writer.write(() => this.#postpone.run(due.toISOString(), failures, conversationId, rung));
  }
}
