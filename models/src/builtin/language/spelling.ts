import { commonWords } from './common-words.ts';
import { functionWords } from './function-words.ts';
import { stem } from './stem.ts';
import { synonymWords } from './synonyms.ts';
import { token, type Token } from './token.ts';

/** Words that are known here, in several sets. */
export type Vocabulary = readonly ReadonlySet<string>[];

const isIn = (vocabulary: Vocabulary, word: string): boolean => vocabulary.some((words) => words.has(word));

/** Puts right words that no one knows and that are a slip away from exactly one that is known here. */
export function corrected(tokens: readonly Token[], known: Vocabulary): Token[] {
  const right: Token[] = [];
  for (const [index, each] of tokens.entries()) {
    // `turn of the light`, `switch the light of`
    const near = index === tokens.length - 1 || each.mark !== '' ? right : right.slice(-1);
    right.push(...(apart(each, known) ?? [spelled(each, near, known)]));
  }
  return right;
}

/** `livingroom`: two words that are known, written as one. */
function apart({ word, start, end, mark }: Token, known: Vocabulary): readonly Token[] | undefined {
  if (!isUnknown(word, known)) return undefined;
  for (let at = SHORTEST; at <= word.length - SHORTEST; at += 1) {
    const [one, other] = [word.slice(0, at), word.slice(at)];
    if (isIn(known, one) && isIn(known, other))
      return [
        token(one, { start, end: start + at, mark: '' }),
        token(other, { start: start + at, end, mark }),
      ];
  }
  return undefined;
}
/** Shorter words stand in too many others. */
const SHORTEST = 3;

function spelled(each: Token, near: readonly Token[], known: Vocabulary): Token {
  const { word, start, end, mark } = each;
  if (word === 'of' && near.some((before) => SWITCHING.has(before.word)) && isIn(known, 'off'))
    return { ...token('off', { start, end, mark }), corrected: true };
  if (!isUnknown(word, known)) return each;
  const meant = nearest(word, known);
  return meant === undefined ? each : { ...token(meant, { start, end, mark }), corrected: true };
}

const SWITCHING = new Set(['turn', 'switch', 'shut', 'power']);

/** Forms of common words are words, too: `paying` is no slip of `playing`. */
const commonStems: ReadonlySet<string> = new Set([...commonWords, ...synonymWords].map(stem));

const isUnknown = (word: string, known: Vocabulary): boolean =>
  word.length >= 4 &&
  /^\p{L}+$/u.test(word) &&
  !isIn(known, word) &&
  !functionWords.has(word) &&
  !commonWords.has(word) &&
  !commonStems.has(stem(word)) &&
  !synonymWords.has(word) &&
  !(word.endsWith('s') && isIn(known, word.slice(0, -1)));

function nearest(word: string, known: Vocabulary): string | undefined {
  let best: string | undefined;
  let least = word.length >= 8 ? 2.5 : word.length >= 6 ? 1.5 : 1;
  let tied = false;
  for (const candidate of candidates(known)) {
    if (candidate.length < 4 || Math.abs(candidate.length - word.length) > least) continue;
    const swapped = candidate[0] === word[1] && candidate[1] === word[0];
    if (candidate[0] !== word[0] && !swapped) continue;
    // A letter that is missing, doubled or swapped is likelier than a wrong one.
    const wrong = candidate.length === word.length && !isAnagram(candidate, word) ? 0.5 : 0;
    const distance = editDistance(word, candidate, least) + wrong;
    if (distance > least) continue;
    tied = distance === least && best !== undefined && best !== candidate;
    if (distance < least || best === undefined) best = candidate;
    least = distance;
  }
  return tied ? undefined : best;
}

const isAnagram = (one: string, other: string): boolean => lettersOf(one) === lettersOf(other);

/** The letters of a word in order; words are of single UTF-16 units here. */
const lettersOf = (word: string): string => Array.from(word).sort().join('');

function* candidates(known: Vocabulary): Generator<string> {
  for (const words of known) yield* words;
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
