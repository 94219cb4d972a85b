import type { CustomerRecords } from '@agentic-service-bot/bot/commands';
import { eraseCustomer, exportCustomer, holdingsOf } from '../sqlite/customer-data.ts';
import { putCustomer } from '../sqlite/put-customer.ts';
import type { Store } from '../sqlite/store.ts';

/**
 * What is kept of customers on one machine. An import is one transaction: all or none.
 *
 * @param isServed whether a server uses the store at the same time.
 */
export const localRecords = (store: Store, isServed: boolean, now: () => Date): CustomerRecords => ({
  get: (id) => store.customers.get(id),
  put: (customer) => store.customers.put(customer),
  import: (lines, complete) =>
    store.writer.write(() => {
      for (const line of lines) putCustomer(store, complete(line, store.customers.read(line.id)), now());
    }),
  holdings: async (id) => holdingsOf(store.database, id),
  export: (id) => exportCustomer(store, id),
  erase: async (id) => {
    const removed = await eraseCustomer(store, id, isServed ? now() : undefined);
    return removed === 'busy' ? { removed: [], isBusy: true } : { removed, isBusy: false };
  },
});
