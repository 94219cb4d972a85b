interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

/**
 * The platform's time: the machine's, and whatever it was advanced by. The functions see it too, through memory that their
 * workers share, so that a lease ends for them when it ends for the platform.
 */
export class PlatformClock {
  /** Milliseconds by which it is ahead of the machine. */
  readonly ahead = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  readonly #alarms = new Set<Alarm>();
  #timer: NodeJS.Timeout | undefined;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + (this.ahead[0] ?? 0);
  }

  /** Calls back once, so many milliseconds from now. Returns what takes it back. */
  after(ms: number, ring: () => void): () => void {
    const alarm: Alarm = { at: this.now() + ms, ring };
    this.#alarms.add(alarm);
    this.#wind();
    return () => {
      this.#alarms.delete(alarm);
    };
  }

  /** Waits so many milliseconds. */
  async wait(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.after(ms, resolve);
    });
  }

  /** Moves on, and rings what is due in its order. */
  advance(ms: number): void {
    this.ahead[0] = (this.ahead[0] ?? 0) + ms;
    this.#ring();
  }

  /** Forgets all that is to come. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#alarms.clear();
  }

  #ring(): void {
    const now = this.now();
    const due = [...this.#alarms].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    for (const alarm of due) if (this.#alarms.delete(alarm)) alarm.ring();
    this.#wind();
  }

  #wind(): void {
    clearTimeout(this.#timer);
    const next = Math.min(...[...this.#alarms].map(({ at }) => at));
    if (next === Infinity) return;
    // A timer of Node's can't be longer than 2^31 ms.
    this.#timer = setTimeout(
      () => {
        this.#ring();
      },
      Math.min(Math.max(next - this.now(), 0), 1_000_000_000),
    );
  }
}
