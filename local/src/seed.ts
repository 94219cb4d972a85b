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
  await store.writer.write(() => {
    if (wanted) for (const customer of service.demo.customers) putCustomer(store, customer, now);
    store.settings.put('seeded', now.toISOString());
  });
}
