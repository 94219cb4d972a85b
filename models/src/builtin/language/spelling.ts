import { commonWords } from './common-words.ts';
import { functionWords } from './function-words.ts';
import { token, type Token } from './token.ts';

/** Puts right words that no one knows and that are a slip away from exactly one that is known here. */
export function corrected(tokens: readonly Token[], known: ReadonlySet<string>): Token[] {
  return tokens.map((each, index) => {
    const { word, start, end, mark } = each;
    if (word === 'of' && SWITCHING.has(tokens[index - 1]?.word ?? '') && known.has('off'))
      return { ...token('off', { start, end, mark }), corrected: true };
    if (!isUnknown(word, known)) return each;
    const meant = nearest(word, known);
    return meant === undefined ? each : { ...token(meant, { start, end, mark }), corrected: true };
  });
}

const SWITCHING = new Set(['turn', 'switch', 'shut', 'power']);

const isUnknown = (word: string, known: ReadonlySet<string>): boolean =>
  word.length >= 4 &&
  /^\p{L}+$/u.test(word) &&
  !known.has(word) &&
  !functionWords.has(word) &&
  !commonWords.has(word) &&
  !(word.endsWith('s') && (known.has(word.slice(0, -1)) || commonWords.has(word.slice(0, -1))));

function nearest(word: string, known: ReadonlySet<string>): string | undefined {
  let best: string | undefined;
  let least = word.length >= 8 ? 2 : 1;
  let tied = false;
  for (const candidate of known) {
    if (candidate.length < 4 || Math.abs(candidate.length - word.length) > least) continue;
    const swapped = candidate[0] === word[1] && candidate[1] === word[0];
    if (candidate[0] !== word[0] && !swapped) continue;
    const distance = editDistance(word, candidate, least);
    if (distance > least) continue;
    tied = distance === least && best !== undefined;
    if (distance < least || best === undefined) best = candidate;
    least = distance;
  }
  return tied ? undefined : best;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; more than `most` is `most + 1`. */
export function editDistance(one: string, other: string, most: number): number {
  let older: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    older = last;
    last = row;
  }
  return last[other.length] ?? most + 1;
}
