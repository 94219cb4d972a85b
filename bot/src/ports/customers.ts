import type { Customer } from '../definition/index.ts';

/** The customers. Reads are consistent: a changed level counts from the next call on. */
export interface Customers {
  get(id: string): Promise<Customer | undefined>;
  /** Stores the customer unless one of that id exists; returns the one that stands. */
  create(customer: Customer): Promise<Customer>;
  /** Stores the customer, new or not. */
  put(customer: Customer): Promise<void>;
}
