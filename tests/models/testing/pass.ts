/**
 * pass^k of one task: how likely it is that `k` trials in a row all succeed, estimated from `trials` of which
 * `passed` did.
 */
export function passHat(k: number, passed: number, trials: number): number {
  if (k > trials) throw new Error(`pass^${String(k)} needs at least ${String(k)} trials.`);
  let probability = 1;
  for (let n = 0; n < k; n++) probability *= Math.max(0, passed - n) / (trials - n);
  return probability;
}
