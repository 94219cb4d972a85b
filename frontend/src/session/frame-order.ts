interface Numbered {
  readonly seq: number;
}

/**
 * Puts one conversation's numbered frames in order: each is handed on once, at its turn, whatever the network
 * repeats, reorders or loses.
 *
 * A replay (the answer to `resume`) is handed on whole when it is complete: its numbers may have holes where one
 * `message` stands for many chunks, so half of one can't be told from a gap.
 */
export class FrameOrder<F extends Numbered> {
  #last: number;
  readonly #held = new Map<number, F>();
  #replay: Map<number, F> | undefined;

  /** @param last the highest `seq` that is known already */
  constructor(last: number) {
    this.#last = last;
  }

  /** The highest `seq` up to which everything was handed on. */
  get last(): number {
    return this.#last;
  }

  /** True while a frame waits for one before it. */
  get hasGap(): boolean {
    return this.#held.size > 0;
  }

  /** Takes a live frame; returns those whose turn has come, in order. */
  receive(frame: F): F[] {
    if (frame.seq > this.#last) this.#held.set(frame.seq, frame);
    return this.#replay ? [] : this.#takeHeld();
  }

  startReplay(): void {
    this.#replay = new Map();
  }

  /** Takes a replayed frame; those of a replay that was given up are dropped. */
  receiveReplayed(frame: F): void {
    if (frame.seq > this.#last) this.#replay?.set(frame.seq, frame);
  }

  /** Ends the replay: everything up to `seq` was sent. Returns it, and the live frames whose turn has come. */
  endReplay(seq: number): F[] {
    const replayed = [...(this.#replay?.values() ?? [])].sort((a, b) => a.seq - b.seq);
    this.#replay = undefined;
    this.#last = Math.max(this.#last, seq, replayed.at(-1)?.seq ?? 0);
    return [...replayed, ...this.#takeHeld()];
  }

  /** Gives the replay up, as when the connection ended; returns the live frames whose turn has come. */
  abandonReplay(): F[] {
    this.#replay = undefined;
    return this.#takeHeld();
  }

  #takeHeld(): F[] {
    for (const seq of this.#held.keys()) if (seq <= this.#last) this.#held.delete(seq);
    const ready: F[] = [];
    for (let next = this.#held.get(this.#last + 1); next; next = this.#held.get(this.#last + 1)) {
      this.#held.delete(next.seq);
      this.#last = next.seq;
      ready.push(next);
    }
    return ready;
  }
}
