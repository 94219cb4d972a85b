import type { DemoCustomer } from '@agentic-service-bot/bot/definition';
import type { Store } from './store.ts';

/**
 * Puts a customer in with their objects and timers, in the transaction that is open; replaces what has the same id.
 * Nobody has spoken with them yet, so the bot finds a place of its own to tell what a timer did.
 */
export function putCustomer({ database, scheduler }: Store, customer: DemoCustomer, now: Date): void {
  const { id: customerId, name, level, timeZone, objects, timers } = customer;
  database
    .prepare('INSERT OR REPLACE INTO customers (id, name, level, time_zone) VALUES (?, ?, ?, ?)')
    .run(customerId, name, level, timeZone);
  const put = database.prepare(
    `INSERT INTO objects (customer_id, kind, id, version, data, created_at) VALUES (?, ?, ?, 1, ?, ?)
     ON CONFLICT (customer_id, kind, id) DO UPDATE SET version = version + 1, data = excluded.data`,
  );
  for (const { kind, id, data } of objects) {
    put.run(customerId, kind, id, JSON.stringify(data), now.toISOString());
  }
  for (const { id, schedule } of timers) {
    scheduler.put({ customerId, id, conversationId: '', schedule, timeZone });
  }
}
