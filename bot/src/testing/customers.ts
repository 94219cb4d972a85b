import type { Customer } from '../definition/index.ts';
import type { Customers } from '../ports/index.ts';
import { stored, yielded } from './stored.ts';

/** The customers in memory. */
export class MemoryCustomers implements Customers {
  readonly #customers = new Map<string, Customer>();

  async get(id: string): Promise<Customer | undefined> {
    await yielded();
    const found = this.#customers.get(id);
    return found && stored(found);
  }

  async create(customer: Customer): Promise<Customer> {
    await yielded();
    const stands = this.#customers.get(customer.id) ?? stored(customer);
    this.#customers.set(customer.id, stands);
    return stored(stands);
  }

  async put(customer: Customer): Promise<void> {
    await yielded();
    this.#customers.set(customer.id, stored(customer));
  }
}
