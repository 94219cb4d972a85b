import type { Customer } from '@agentic-service-bot/bot/definition';
import type { Customers } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

/** The customers in SQLite. */
export class SqliteCustomers implements Customers {
  readonly #writer: Writer;
  readonly #get: Query<Customer>;
  readonly #list: Query<Customer>;
  readonly #create: Query<never>;
  readonly #put: Query<never>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    const columns = 'id, name, level, time_zone AS timeZone';
    this.#get = query(database, `SELECT ${columns} FROM customers WHERE id = ?`);
    this.#list = query(database, `SELECT ${columns} FROM customers ORDER BY id LIMIT ?`);
    const insert =
      'INSERT INTO customers (id, name, level, time_zone) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO';
    this.#create = query(database, `${insert} NOTHING`);
    this.#put = query(
      database,
      `${insert} UPDATE SET name = excluded.name, level = excluded.level, time_zone = excluded.time_zone`,
    );
  }

  async get(id: string): Promise<Customer | undefined> {
    return this.read(id);
  }

  /** The same, in the transaction that is open. */
  read(id: string): Customer | undefined {
    const row = this.#get.get(id);
    return row && { ...row };
  }

  /** The first customers by id, at most `limit`. */
  list(limit: number): readonly Customer[] {
    return this.#list.all(limit).map((row) => ({ ...row }));
  }

  async create(customer: Customer): Promise<Customer> {
    const { id, name, level, timeZone } = customer;
    return this.#writer.write(() => {
      this.#create.run(id, name, level, timeZone);
      return { ...customer, ...this.#get.get(id) };
    });
  }

  async put({ id, name, level, timeZone }: Customer): Promise<void> {
    await this.#writer.write(() => this.#put.run(id, name, level, timeZone));
  }
}
