import type { BillingRecord } from '../definition/index.ts';
import type { Billing } from '../ports/index.ts';
import { keyOf, stored, yielded } from './stored.ts';

/** Billing in memory. */
export class MemoryBilling implements Billing {
  readonly #records = new Map<string, BillingRecord>();

  /** Every change of a plan that was billed, oldest first. */
  get records(): readonly BillingRecord[] {
    return [...this.#records.values()];
  }

  async changePlan(customerId: string, level: string, key: string): Promise<BillingRecord> {
    await yielded();
    const place = keyOf(customerId, key);
    const reference = `bill-${String(this.#records.size + 1)}`;
    const record = this.#records.get(place) ?? { reference, level, note: 'Test: no money moves.' };
    this.#records.set(place, record);
    return stored(record);
  }

  async find(customerId: string, key: string): Promise<BillingRecord | undefined> {
    await yielded();
    const found = this.#records.get(keyOf(customerId, key));
    return found && stored(found);
  }
}
