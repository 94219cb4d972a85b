import type { Leases } from '../ports/index.ts';
import { yielded } from './stored.ts';

/** Leases in memory. */
export class MemoryLeases implements Leases {
  readonly #leases = new Map<string, { readonly owner: string; readonly until: Date }>();

  async acquire(conversationId: string, owner: string, now: Date, until: Date): Promise<boolean> {
    await yielded();
    const lease = this.#leases.get(conversationId);
    if (lease !== undefined && lease.owner !== owner && lease.until > now) return false;
    this.#leases.set(conversationId, { owner, until });
    return true;
  }

  async release(conversationId: string, owner: string): Promise<void> {
    await yielded();
    if (this.#leases.get(conversationId)?.owner === owner) this.#leases.delete(conversationId);
  }
}
