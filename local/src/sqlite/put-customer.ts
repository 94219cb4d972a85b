import type { Customer, DemoCustomer } from '@agentic-service-bot/bot/definition';
import type { DatabaseSync } from 'node:sqlite';

/** A customer as they come from elsewhere, with what they have. */
export type ImportedCustomer = Customer & Pick<DemoCustomer, 'objects'>;

/** Puts a customer in with their objects, in the transaction that is open; replaces what has the same id. */
export function putCustomer(database: DatabaseSync, customer: ImportedCustomer, now: Date): void {
  const { id, name, level, timeZone, objects } = customer;
  database
    .prepare('INSERT OR REPLACE INTO customers (id, name, level, time_zone) VALUES (?, ?, ?, ?)')
    .run(id, name, level, timeZone);
  const put = database.prepare(
    `INSERT INTO objects (customer_id, kind, id, version, data, created_at) VALUES (?, ?, ?, 1, ?, ?)
     ON CONFLICT (customer_id, kind, id) DO UPDATE SET version = version + 1, data = excluded.data`,
  );
  for (const object of objects)
    put.run(id, object.kind, object.id, JSON.stringify(object.data), now.toISOString());
}
