/** Longest sleep: a clock that was set, and what another process wrote, are noticed after it. */
const MAX_SLEEP_MS = 60_000;

/** Calls back at a time, or a minute later at the latest; it is set anew each time. */
export class Alarm {
  readonly #ring: () => void;
  readonly #now: () => Date;
  #timer: NodeJS.Timeout | undefined;

  constructor(ring: () => void, now: () => Date) {
    this.#ring = ring;
    this.#now = now;
  }

  set(at: Date | undefined): void {
    this.clear();
    const ms = at === undefined ? MAX_SLEEP_MS : at.getTime() - this.#now().getTime();
    this.#timer = setTimeout(this.#ring, Math.min(Math.max(ms, 1), MAX_SLEEP_MS));
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
