import { CommandError, WrongChoice } from './command-error.ts';
import type { Tools } from './tools.ts';

/** A command that ended early. The message says at which step and why, what state things are in, and what to run. */
export class StoppedEarly extends Error {}

/** Nothing that anybody uses has been touched yet. */
export const UNTOUCHED = 'Nothing has been changed.';

/** Runs the steps of one command, one after another, and shows each with its time. */
export class Steps {
  readonly #tools: Pick<Tools, 'say' | 'now' | 'stopped'>;
  #again: string;
  #count = 0;

  /** @param again the command that continues after a failure */
  constructor(tools: Pick<Tools, 'say' | 'now' | 'stopped'>, again: string) {
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
    const { say, now, stopped } = this.#tools;
    const begun = now().getTime();
    const title = `${(this.#count += 1)}. ${name}`;
    const took = () => duration(now().getTime() - begun);
    say(`▸ ${title}`);
    try {
      const result = await unlessStopped(stopped, work);
      say(`✓ ${title} (${took()})`);
      return result;
    } catch (error) {
      const next = error instanceof CommandError ? [error.next] : [];
      if (!(error instanceof WrongChoice)) {
        next.push(`${next.length > 0 ? 'Then run' : 'Run'} \`${this.#again}\` again: it continues.`);
      }
      throw new StoppedEarly(
        `✗ ${title} (${took()}): ${error instanceof Error ? error.message : String(error)}\n` +
          ['', `State: ${left}`, ...next].join('\n  ').slice(1),
        { cause: error },
      );
    }
  }
}

/** What the work resolves to, unless somebody stops it: then at once, whatever it waits for. */
async function unlessStopped<T>(stopped: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (stopped === undefined) return work();
  const stop = Promise.withResolvers<never>();
  const reject = (): void => {
    stop.reject(new Error('Stopped by Ctrl+C. What AWS was asked to do already goes on there.'));
  };
  if (stopped.aborted) reject();
  stopped.addEventListener('abort', reject);
  try {
    return await Promise.race(stopped.aborted ? [stop.promise] : [work(), stop.promise]);
  } finally {
    stopped.removeEventListener('abort', reject);
  }
}

const duration = (milliseconds: number): string => {
  const seconds = milliseconds / 1000;
  return seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
};
