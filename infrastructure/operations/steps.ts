import { CommandError } from './command-error.ts';
import type { Tools } from './tools.ts';

/** A command that ended early. The message says at which step and why, what state things are in, and what to run. */
export class StoppedEarly extends Error {}

/** Nothing that anybody uses has been touched yet. */
export const UNTOUCHED = 'Nothing has been changed.';

/** Runs the steps of one command, one after another, and shows each with its time. */
export class Steps {
  readonly #tools: Pick<Tools, 'say' | 'now'>;
  #again: string;
  #count = 0;

  /** @param again the command that continues after a failure */
  constructor(tools: Pick<Tools, 'say' | 'now'>, again: string) {
    this.#tools = tools;
    this.#again = again;
  }

  /** From here on another command continues. */
  continueWith(again: string): void {
    this.#again = again;
  }

  /**
   * One step. What it resolves to is handed on.
   *
   * @param left the state that things are in if it fails
   * @throws StoppedEarly if it does
   */
  async step<T>(name: string, left: string, work: () => Promise<T>): Promise<T> {
    const { say, now } = this.#tools;
    const begun = now().getTime();
    const title = `${(this.#count += 1)}. ${name}`;
    const took = () => `${((now().getTime() - begun) / 1000).toFixed(1)} s`;
    say(`▸ ${title}`);
    try {
      const result = await work();
      say(`✓ ${title} (${took()})`);
      return result;
    } catch (error) {
      const next = error instanceof CommandError ? `${error.next}\n  Then run` : 'Run';
      throw new StoppedEarly(
        `✗ ${title} (${took()}): ${error instanceof Error ? error.message : String(error)}\n` +
          `  State: ${left}\n  ${next} \`${this.#again}\` again: it continues.`,
        { cause: error },
      );
    }
  }
}
