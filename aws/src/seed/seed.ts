import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import type { Customers, Objects, Scheduler } from '@agentic-service-bot/bot/ports';

export interface Nursery {
  readonly environment: 'dev' | 'prod';
  readonly customers: Pick<Customers, 'put'>;
  readonly objects: Pick<Objects, 'get' | 'write'>;
  readonly scheduler: Pick<Scheduler, 'set'>;
  readonly now: () => Date;
}

/**
 * Puts the service's demo customers in, with their objects and timers; what has the same id is as new afterwards. Nobody has
 * spoken with them yet, so the bot finds a place of its own to tell what a timer did.
 *
 * @returns how many customers.
 * @throws outside `dev`: real customers are not to be overwritten.
 */
export async function seed(nursery: Nursery, service: ServiceDefinition): Promise<number> {
  const { environment, customers, objects, scheduler, now } = nursery;
  if (environment !== 'dev') throw new Error(`Demo customers are for dev; this is ${environment}.`);
  for (const { objects: own, timers, ...customer } of service.demo.customers) {
    await customers.put(customer);
    for (const { kind, id, data } of own) {
      const standing = await objects.get(customer.id, kind, id);
      const written = await objects.write(customer.id, kind, id, standing?.version ?? 0, data, now());
      if (written === 'conflict') throw new Error(`${kind} ${id} of ${customer.id} was changed: seed again.`);
    }
    for (const { id, schedule } of timers) {
      const { timeZone } = customer;
      await scheduler.set({ customerId: customer.id, id, conversationId: '', schedule, timeZone });
    }
  }
  return service.demo.customers.length;
}
