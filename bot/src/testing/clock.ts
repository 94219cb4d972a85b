/** A clock that stands still until it is moved. */
export class ManualClock {
  #ms: number;

  /** @param start ISO 8601. */
  constructor(start = '2026-05-04T10:00:00.000Z') {
    this.#ms = new Date(start).getTime();
  }

  /** The time now: give it to the ports as it is. */
  readonly now = (): Date => new Date(this.#ms);

  /** Moves on by that many milliseconds. */
  advance(ms: number): void {
    this.#ms += ms;
  }
}
