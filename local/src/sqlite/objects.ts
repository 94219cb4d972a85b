import type { JsonObject, StoredObject } from '@agentic-service-bot/bot/definition';
import type { Objects } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

interface Row extends Omit<StoredObject, 'data'> {
  readonly data: string;
}

const objectOf = (row: Row): StoredObject => ({ ...row, data: JSON.parse(row.data) as JsonObject });

/** The customers' objects in SQLite, and the marks of writes that must happen once. */
export class SqliteObjects implements Objects {
  readonly #writer: Writer;
  readonly #get: Query<Row>;
  readonly #list: Query<Row>;
  readonly #version: Query<{ readonly version: number }>;
  readonly #put: Query<never>;
  readonly #remove: Query<never>;
  readonly #marked: Query<unknown>;
  readonly #mark: Query<never>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    const columns = 'kind, id, version, data, created_at AS createdAt';
    const key = 'customer_id = ? AND kind = ? AND id = ?';
    this.#get = query(database, `SELECT ${columns} FROM objects WHERE ${key}`);
    this.#list = query(
      database,
      `SELECT ${columns} FROM objects WHERE customer_id = ? AND kind = ? ORDER BY created_at, position`,
    );
    this.#version = query(database, `SELECT version FROM objects WHERE ${key}`);
    this.#put = query(
      database,
      `INSERT INTO objects (customer_id, kind, id, version, data, created_at) VALUES (?, ?, ?, 1, ?, ?)
       ON CONFLICT (customer_id, kind, id) DO UPDATE SET version = version + 1, data = excluded.data`,
    );
    this.#remove = query(database, `DELETE FROM objects WHERE ${key}`);
    this.#marked = query(database, 'SELECT 1 FROM effects WHERE customer_id = ? AND effect = ?');
    this.#mark = query(database, 'INSERT INTO effects (customer_id, effect) VALUES (?, ?)');
  }

  async get(customerId: string, kind: string, id: string): Promise<StoredObject | undefined> {
    const row = this.#get.get(customerId, kind, id);
    return row && objectOf(row);
  }

  async list(customerId: string, kind: string): Promise<readonly StoredObject[]> {
    return this.#list.all(customerId, kind).map(objectOf);
  }

  async write(
    customerId: string,
    kind: string,
    id: string,
    expected: number,
    data: JsonObject | null,
    now: Date,
    effect?: string,
  ): Promise<'written' | 'conflict' | 'repeated'> {
    return this.#writer.write(() => {
      if (effect !== undefined && this.#marked.get(customerId, effect) !== undefined) return 'repeated';
      if ((this.#version.get(customerId, kind, id)?.version ?? 0) !== expected) return 'conflict';
      if (data === null) this.#remove.run(customerId, kind, id);
      else this.#put.run(customerId, kind, id, JSON.stringify(data), now.toISOString());
      if (effect !== undefined) this.#mark.run(customerId, effect);
      return 'written';
    });
  }

  async applied(customerId: string, effect: string): Promise<boolean> {
    return this.#marked.get(customerId, effect) !== undefined;
  }
}
