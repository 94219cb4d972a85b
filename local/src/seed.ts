import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { putCustomer } from './sqlite/put-customer.ts';
import type { Store } from './sqlite/store.ts';

/**
 * Puts the service's demo customers into a store that is new. Later starts leave it alone, so that who was changed or
 * erased stays so.
 *
 * @param wanted false: the store only remembers that it is not new any more.
 */
export async function seed(
  store: Store,
  service: ServiceDefinition,
  wanted: boolean,
  now: Date,
): Promise<void> {
  if (store.settings.get('seeded') !== undefined) return;
  const customers = wanted ? service.demo.customers : [];
  await store.writer.write(() => {
    for (const customer of customers) putCustomer(store.database, customer, now);
  });
  for (const { id: customerId, timeZone, timers } of customers) {
    for (const { id, schedule } of timers) {
      // Nobody has spoken with them yet: the bot finds a place of its own to tell the outcome.
      await store.scheduler.set({ customerId, id, conversationId: '', schedule, timeZone });
    }
  }
  await store.settings.keep('seeded', now.toISOString());
}
