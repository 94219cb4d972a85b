import type { DemoCustomer } from '@agentic-service-bot/bot/definition';
import type { Customers, Objects, Scheduler } from '@agentic-service-bot/bot/ports';

/** Where customers are put in. */
export interface Home {
  readonly customers: Pick<Customers, 'put'>;
  readonly objects: Pick<Objects, 'get' | 'write'>;
  readonly scheduler: Pick<Scheduler, 'set'>;
  readonly now: () => Date;
}

/**
 * Puts a customer in with their objects and timers; what has the same id is as new afterwards. Nobody has spoken with them yet,
 * so the bot finds a place of its own to tell what a timer did.
 *
 * @throws if somebody changes an object at the same time: it is not overwritten unseen.
 */
export async function putCustomer(
  { customers, objects, scheduler, now }: Home,
  { objects: own, timers, ...customer }: DemoCustomer,
): Promise<void> {
  await customers.put(customer);
  for (const { kind, id, data } of own) {
    const standing = await objects.get(customer.id, kind, id);
    const written = await objects.write(customer.id, kind, id, standing?.version ?? 0, data, now());
    if (written === 'conflict')
      throw new Error(`${kind} ${id} of ${customer.id} was changed just now: try again.`);
  }
  const { timeZone } = customer;
  for (const { id, schedule } of timers)
    await scheduler.set({ customerId: customer.id, id, conversationId: '', schedule, timeZone });
}
