import type { CustomerRecords } from '@agentic-service-bot/bot/commands';
import { eraseCustomer, exportCustomer, holdingsOf } from '../sqlite/customer-data.ts';
import { putCustomer } from '../sqlite/put-customer.ts';
import type { Store } from '../sqlite/store.ts';

/**
 * What is kept of customers on one machine. An import is one transaction: all or none.
 *
 * @param isServed whether a server uses the store at the same time.
 * @param settle waits until what a server was about to write when something was removed is written.
 */
export const localRecords = (
  store: Store,
  isServed: boolean,
  now: () => Date,
  settle: () => Promise<void>,
): CustomerRecords => ({
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
    if (removed === 'busy') return { removed: [], isBusy: true };
    if (!isServed || removed.length === 0) return { removed, isBusy: false };
    // The server may have been between reading and writing: what it wrote is there a moment later.
    await settle();
    const late = await eraseCustomer(store, id, now());
    return late === 'busy' ? { removed, isBusy: true } : { removed: [...removed, ...late], isBusy: false };
  },
});
