import { CommandError } from './command-error.ts';
import type { Tools } from './tools.ts';

export interface Patience {
  /** Between two looks, milliseconds. */
  readonly every: number;
  /** How many looks. */
  readonly times: number;
  /** What is waited for, as the end of “Waited … for”. */
  readonly what: string;
  /** What to do when it does not come. */
  readonly next: string;
}

/** Looks until `look` is true. @throws CommandError if it never is */
export async function waitUntil(
  { sleep, say }: Pick<Tools, 'sleep' | 'say'>,
  { every, times, what, next }: Patience,
  look: () => Promise<boolean>,
): Promise<void> {
  for (let tries = 1; !(await look()); tries += 1) {
    if (tries === times) {
      throw new CommandError(`Waited ${Math.round((every * times) / 60_000)} minutes for ${what}.`, next);
    }
    await sleep(every);
    const minutes = (every * tries) / 60_000;
    if (Number.isInteger(minutes)) say(`  waiting for ${what}: ${minutes} min`);
  }
}
