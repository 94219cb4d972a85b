import type { RequestRecord, Requests } from '../ports/index.ts';
import { keyOf, stored, yielded } from './stored.ts';

/** Idempotency keys in memory. */
export class MemoryRequests implements Requests {
  readonly #records = new Map<string, { readonly record: RequestRecord; readonly expiresAt: Date }>();

  async claim(
    principalId: string,
    requestId: string,
    record: RequestRecord,
    now: Date,
    expiresAt: Date,
  ): Promise<RequestRecord> {
    await yielded();
    const key = keyOf(principalId, requestId);
    const stands = this.#records.get(key);
    if (stands !== undefined && stands.expiresAt > now) return stored(stands.record);
    this.#records.set(key, { record: stored(record), expiresAt });
    return stored(record);
  }
}
