import type { BillingRecord } from '../definition/index.ts';

/** The business's billing. */
export interface Billing {
  /** Moves the customer to `level`; the same `key` again changes nothing and answers the same record. */
  changePlan(customerId: string, level: string, key: string): Promise<BillingRecord>;
  find(customerId: string, key: string): Promise<BillingRecord | undefined>;
}
