import type { PlatformClock } from './clock.ts';

/** A stage's throttle: a bucket of `burst` requests that fills at `rate` a second. */
export class Throttle {
  readonly #clock: PlatformClock;
  readonly #rate: number;
  readonly #burst: number;
  #left: number;
  #at: number;

  constructor(clock: PlatformClock, rate: number, burst: number) {
    this.#clock = clock;
    this.#rate = rate;
    this.#burst = burst;
    this.#left = burst;
    this.#at = clock.now();
  }

  /** Takes one request out; false if there is none left. */
  take(): boolean {
    const now = this.#clock.now();
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1_000) * this.#rate);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
