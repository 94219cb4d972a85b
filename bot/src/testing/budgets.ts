import type { Budgets } from '../ports/index.ts';
import { yielded } from './stored.ts';

/** Budgets in memory. */
export class MemoryBudgets implements Budgets {
  readonly #counters = new Map<string, { readonly used: number; readonly endsAt: Date }>();

  async take(key: string, amount: number, limit: number, now: Date, endsAt: Date): Promise<boolean> {
    await yielded();
    const found = this.#counters.get(key);
    const counter = found === undefined || found.endsAt <= now ? { used: 0, endsAt } : found;
    const used = counter.used + amount;
    if (amount >= 0 && used > limit) return false;
    this.#counters.set(key, { ...counter, used: Math.max(0, used) });
    return true;
  }
}
