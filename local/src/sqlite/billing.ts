import type { BillingRecord } from '@agentic-service-bot/bot/definition';
import type { Billing } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

const NOTE = 'Demo: no money moves.';

/** Billing for the demo: it keeps what was ordered, and no money moves. */
export class DemoBilling implements Billing {
  readonly #writer: Writer;
  readonly #now: () => Date;
  readonly #id: () => string;
  readonly #add: Query<never>;
  readonly #get: Query<BillingRecord>;

  constructor(database: DatabaseSync, writer: Writer, now: () => Date, id: () => string) {
    this.#writer = writer;
    this.#now = now;
    this.#id = id;
    this.#add = query(
      database,
      `INSERT INTO billing (customer_id, key, reference, level, note, at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (customer_id, key) DO NOTHING`,
    );
    this.#get = query(
      database,
      'SELECT reference, level, note FROM billing WHERE customer_id = ? AND key = ?',
    );
  }

  async changePlan(customerId: string, level: string, key: string): Promise<BillingRecord> {
    const record = { reference: `demo_${this.#id()}`, level, note: NOTE };
    return this.#writer.write(() => {
      this.#add.run(customerId, key, record.reference, level, NOTE, this.#now().toISOString());
      return { ...record, ...this.#get.get(customerId, key) };
    });
  }

  async find(customerId: string, key: string): Promise<BillingRecord | undefined> {
    const row = this.#get.get(customerId, key);
    return row && { ...row };
  }
}
