import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { putCustomer, type Home } from './put-customer.ts';

export interface Nursery extends Home {
  readonly environment: 'dev' | 'prod';
}

/**
 * Puts the service's demo customers in; what has the same id is as new afterwards.
 *
 * @returns how many customers.
 * @throws outside `dev`: real customers are not to be overwritten.
 */
export async function seed(nursery: Nursery, service: ServiceDefinition): Promise<number> {
  const { environment } = nursery;
  if (environment !== 'dev') throw new Error(`Demo customers are for dev; this is ${environment}.`);
  for (const customer of service.demo.customers) await putCustomer(nursery, customer);
  return service.demo.customers.length;
}
