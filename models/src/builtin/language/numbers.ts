import type { Token } from './token.ts';

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/** The number that a word is: `7`, `seven`, `forty`. */
export function numberWord(word: string): number | undefined {
  if (/^\d{1,9}$/u.test(word)) return Number(word);
  const one = ONES.indexOf(word);
  if (one >= 0) return one;
  const ten = TENS.indexOf(word);
  return ten < 0 ? undefined : (ten + 2) * 10;
}

/** The place that a word names, from 1: `second`. */
export function ordinalWord(word: string): number | undefined {
  const place = ORDINALS.indexOf(word);
  return place < 0 ? undefined : place + 1;
}

/** The whole number that all of the tokens are together: `twenty five`, `a hundred and ten`, `40 percent`. */
export function numberOf(tokens: readonly Token[]): number | undefined {
  const words = tokens.map(({ word }) => word);
  if (words.at(-1) === 'percent') words.pop();
  if (words.length === 0) return undefined;
  const [only = ''] = words;
  if (words.length === 1) return /^[-−]\d{1,9}$/u.test(only) ? -Number(only.slice(1)) : numberWord(only);
  let total = 0;
  let part: number | undefined;
  for (const word of words) {
    if (word === 'hundred') {
      total += (part ?? 1) * 100;
      part = 0;
    } else if ((word === 'a' && part === undefined) || (word === 'and' && total > 0)) {
      continue;
    } else {
      const value = numberWord(word);
      const fits = value !== undefined && !/^\d/u.test(word);
      if (!fits || (part !== undefined && part !== 0 && (part < 20 || value >= 10))) return undefined;
      part = (part ?? 0) + value;
    }
  }
  return part === undefined ? undefined : total + part;
}
