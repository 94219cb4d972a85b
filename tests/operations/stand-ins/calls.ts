/** Where a call breaks: before it takes effect, or after, so that only its answer is lost. */
export interface Fault {
  /** Counted from 0. */
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** Every call that leaves the process, in order; one of them can be made to fail. */
export class Calls {
  made: string[] = [];
  #fault: Fault | undefined;

  /** Counts anew; the fault, if any, strikes once. */
  restart(fault?: Fault): void {
    this.made = [];
    this.#fault = fault;
  }

  async pass<T>(name: string, work: () => Promise<T> | T): Promise<T> {
    const strikes = this.#fault?.at === this.made.length ? this.#fault.when : undefined;
    this.made.push(name);
    if (strikes === 'before') throw new Error('The connection was lost.');
    const result = await work();
    if (strikes === 'after') throw new Error('The connection was lost.');
    return result;
  }
}
