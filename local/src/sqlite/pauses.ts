import type { Pause, Pauses } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

/** In the table an empty text stands for "all". */
type Row = Required<Pause>;

/** The switches in SQLite. */
export class SqlitePauses implements Pauses {
  readonly #writer: Writer;
  readonly #list: Query<Row>;
  readonly #set: Query<never>;
  readonly #clear: Query<never>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    this.#list = query(database, 'SELECT action, level, reason FROM pauses ORDER BY action, level');
    this.#set = query(database, 'INSERT OR REPLACE INTO pauses (action, level, reason) VALUES (?, ?, ?)');
    this.#clear = query(database, 'DELETE FROM pauses WHERE action = ? AND level = ?');
  }

  async list(): Promise<readonly Pause[]> {
    return this.#list.all().map(({ action, level, reason }) => ({
      ...(action === '' ? {} : { action }),
      ...(level === '' ? {} : { level }),
      reason,
    }));
  }

  async set({ action = '', level = '', reason }: Pause): Promise<void> {
    await this.#writer.write(() => this.#set.run(action, level, reason));
  }

  async clear({ action = '', level = '' }: Pick<Pause, 'action' | 'level'>): Promise<boolean> {
    return (await this.#writer.write(() => this.#clear.run(action, level))) === 1;
  }
}
