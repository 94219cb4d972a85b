import type { Budgets } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

/** The counters in SQLite. */
export class SqliteBudgets implements Budgets {
  readonly #writer: Writer;
  readonly #get: Query<{ readonly used: number }>;
  readonly #begin: Query<never>;
  readonly #add: Query<never>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    this.#get = query(database, 'SELECT used FROM budgets WHERE key = ? AND ends_at > ?');
    this.#begin = query(database, 'INSERT OR REPLACE INTO budgets (key, used, ends_at) VALUES (?, ?, ?)');
    this.#add = query(database, 'UPDATE budgets SET used = max(0, used + ?) WHERE key = ?');
  }

  async take(key: string, amount: number, limit: number, now: Date, endsAt: Date): Promise<boolean> {
    return this.#writer.write(() => {
      const row = this.#get.get(key, now.toISOString());
      if (amount >= 0 && (row?.used ?? 0) + amount > limit) return false;
      if (row === undefined) this.#begin.run(key, Math.max(0, amount), endsAt.toISOString());
      else this.#add.run(amount, key);
      return true;
    });
  }
}
