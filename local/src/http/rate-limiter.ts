/** How much somebody may do: `burst` at once, and `perSecond` from then on. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Most buckets that are kept: beyond it the full ones, which say nothing, are let go. */
const MAX_BUCKETS = 10_000;

/** A token bucket for each key. */
export class RateLimiter {
  readonly #rate: Rate;
  readonly #now: () => Date;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, now: () => Date) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Takes one. Returns how long to wait for the next, milliseconds, if there is none. */
  take(key: string): number | undefined {
    const { burst, perSecond } = this.#rate;
    const at = this.#now().getTime();
    const left = this.#left(this.#buckets.get(key), at);
    if (left < 1) return Math.ceil(((1 - left) / perSecond) * 1000);
    if (this.#buckets.size >= MAX_BUCKETS) this.#forgetFull(at);
    this.#buckets.set(key, { left: Math.min(left, burst) - 1, at });
    return undefined;
  }

  #left(bucket: Bucket | undefined, at: number): number {
    const { burst, perSecond } = this.#rate;
    if (bucket === undefined) return burst;
    return Math.min(burst, bucket.left + (Math.max(0, at - bucket.at) / 1000) * perSecond);
  }

  #forgetFull(at: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (this.#left(bucket, at) >= this.#rate.burst) this.#buckets.delete(key);
    }
  }
}
