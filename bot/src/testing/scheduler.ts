import type { Scheduler, Timer } from '../ports/index.ts';
import { keyOf, stored, yielded } from './stored.ts';

/** Timers in memory that never fire by themselves: a test fires them through the bot. */
export class MemoryScheduler implements Scheduler {
  readonly #timers = new Map<string, Timer>();

  /** All timers that are set. */
  get timers(): readonly Timer[] {
    return [...this.#timers.values()];
  }

  async set(timer: Timer): Promise<void> {
    await yielded();
    this.#timers.set(keyOf(timer.customerId, timer.id), stored(timer));
  }

  async cancel(customerId: string, id: string): Promise<void> {
    await yielded();
    this.#timers.delete(keyOf(customerId, id));
  }
}
