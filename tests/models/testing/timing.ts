import { sleep, type Timing } from '@agentic-service-bot/models';

/** Time that goes faster than the world's, and no chance: waits are as short as they may be. */
export class FastTiming implements Timing {
  #speed: number;
  #since = Date.now();
  #now = this.#since;

  constructor(speed: number) {
    this.#speed = speed;
  }

  /** From now on time goes as it does. */
  slowDown(): void {
    this.#now = this.now();
    this.#since = Date.now();
    this.#speed = 1;
  }

  skip(ms: number): void {
    this.#now += ms;
  }

  now(): number {
    return this.#now + (Date.now() - this.#since) * this.#speed;
  }

  random(): number {
    return 0;
  }

  sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return sleep(ms / this.#speed, signal);
  }
}
