import type { Token } from '../language/token.ts';

/** A run of tokens between two words or marks that can join requests. */
interface Chunk {
  readonly start: number;
  readonly end: number;
  /** Whether a sentence ends behind it. */
  readonly closes: boolean;
}

/** What a run of tokens was understood as, and what that cost. */
export interface Judged<T> {
  readonly value: T;
  readonly cost: number;
}

/** Words that join requests where nothing else does: `play jazz at volume 30`. */
const WEAK_JOINTS = new Set(['at', 'with']);
const JOINTS = new Set(['and', 'then', 'also', 'plus', 'but', 'afterwards', 'while', 'or', 'so', 'because']);
/** One request too many costs this: sentences are split only where that helps. */
const SPLIT = 0.1;
const MOST_CHUNKS = 8;

/**
 * Cuts a message into requests, at the joints where the parts are understood best.
 *
 * @param judge what a run of tokens comes to, given what the one before it came to. What costs more than `most` is of
 *   no interest, and may be left out.
 * @param weakly cuts before words like `at`, too.
 */
export function segment<T>(
  tokens: readonly Token[],
  judge: (start: number, end: number, before: T | undefined, most: number) => Judged<T> | undefined,
  weakly = false,
): T[] {
  const chunks = chunksOf(tokens, weakly);
  const best: { cost: number; values: readonly T[] }[] = [{ cost: 0, values: [] }];
  for (let end = 1; end <= chunks.length; end += 1) {
    const last = chunks[end - 1];
    let winner: { cost: number; values: readonly T[] } | undefined;
    for (let start = end - 1; start >= 0; start -= 1) {
      const first = chunks[start];
      const before = best[start];
      if (first === undefined || last === undefined || before === undefined) break;
      // Requests do not run on over the end of a sentence.
      if (start < end - 1 && first.closes) break;
      const fixed = before.cost + (start > 0 ? SPLIT : 0);
      const most = winner === undefined ? Infinity : winner.cost - fixed;
      const judged = most <= 0 ? undefined : judge(first.start, last.end, before.values.at(-1), most);
      if (judged === undefined) continue;
      const cost = fixed + judged.cost;
      if (winner === undefined || cost < winner.cost)
        winner = { cost, values: [...before.values, judged.value] };
    }
    if (winner !== undefined) best.push(winner);
  }
  return [...(best.at(-1)?.values ?? [])];
}

function chunksOf(tokens: readonly Token[], weakly: boolean): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  const close = (end: number, closes: boolean) => {
    if (end > start) chunks.push({ start, end, closes });
    else if (closes) {
      const last = chunks.pop();
      if (last !== undefined) chunks.push({ ...last, closes });
    }
  };
  for (const [index, { word, mark }] of tokens.entries()) {
    const full = chunks.length >= MOST_CHUNKS - 1;
    if (weakly && WEAK_JOINTS.has(word) && !full) {
      close(index, false);
      start = index;
    }
    // `so loud` says how loud.
    const joins = JOINTS.has(word) && !(word === 'so' && tokens.length - index < 3);
    if (joins && !full) {
      close(index, mark === '.' || mark === '?');
      start = index + 1;
    } else if (mark !== '' && !(full && mark === ',')) {
      close(index + 1, mark !== ',');
      start = index + 1;
    }
  }
  close(tokens.length, true);
  return chunks;
}
