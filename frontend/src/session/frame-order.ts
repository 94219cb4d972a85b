interface Numbered {
  readonly seq: number;
}

/**
 * Puts one conversation's numbered frames in order: each is handed on once, at its turn, whatever the network
 * repeats, reorders or loses.
 *
 * A replay (the answers to `resume`) comes in pages, each handed on whole when it is complete: numbers may be missing
 * in it, where one `message` stands for many chunks, so half of one can't be told from a gap. Live frames wait for the
 * end of the last page.
 */
export class FrameOrder<F extends Numbered> {
  #last: number;
  readonly #held = new Map<number, F>();
  #page: Map<number, F> | undefined;

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
    return this.#page ? [] : this.#takeHeld();
  }

  /** From here on live frames wait. */
  startReplay(): void {
    this.#page ??= new Map();
  }

  /** Takes a replayed frame; those that nobody waits for any more are dropped. */
  receiveReplayed(frame: F): void {
    if (frame.seq > this.#last) this.#page?.set(frame.seq, frame);
  }

  /** Ends a page: everything up to `seq` was sent. Returns its frames in order. */
  endPage(seq: number): F[] {
    const frames = [...(this.#page?.values() ?? [])].sort((a, b) => a.seq - b.seq);
    this.#page?.clear();
    this.#last = Math.max(this.#last, seq, frames.at(-1)?.seq ?? 0);
    return frames;
  }

  /** Ends the replay; returns the live frames whose turn has come. */
  endReplay(): F[] {
    this.#page = undefined;
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
