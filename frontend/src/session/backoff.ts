const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait, in milliseconds, before the next attempt after `failures` (≥ 1) failed ones: doubling up to
 * 30 s, half of it by chance, so that clients cut off together do not come back together.
 *
 * @param random a number from 0 (inclusive) to 1
 */
export function backoff(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return ceiling / 2 + (ceiling / 2) * random;
}
