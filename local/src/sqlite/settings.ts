import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

/** What belongs to the data directory as a whole, by name. */
export class Settings {
  readonly #writer: Writer;
  readonly #get: Query<{ readonly value: string }>;
  readonly #add: Query<never>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    this.#get = query(database, 'SELECT value FROM settings WHERE name = ?');
    this.#add = query(
      database,
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
    );
  }

  get(name: string): string | undefined {
    return this.#get.get(name)?.value;
  }

  /** Sets what is not set yet; returns what stands. */
  async keep(name: string, value: string): Promise<string> {
    return this.#writer.write(() => {
      this.put(name, value);
      return this.get(name) ?? value;
    });
  }

  /** Sets what is not set yet, in the transaction that is open. */
  put(name: string, value: string): void {
    this.#add.run(name, value);
  }
}
