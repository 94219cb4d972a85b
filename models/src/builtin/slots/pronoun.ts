import { ordinalWord } from '../language/numbers.ts';

/** Words for objects that only what was spoken of before gives a meaning. */
export interface Pronoun {
  readonly status: 'pronoun';
  /** `it`; `the other one`; a place in the list that was read out, from 1. */
  readonly which: 'same' | 'other' | 'both' | 'all' | 'last' | number;
  readonly plural: boolean;
}

const SAME = new Set([
  ...['it', 'that', 'this', 'them', 'they', 'those', 'these', 'there', 'that one', 'this one', 'the same'],
  ...['the same one', 'same one', 'the same ones', 'that thing', 'those ones', 'these ones', 'the one'],
]);
const OTHER = new Set([
  'the other one',
  'the other',
  'other one',
  'the others',
  'the other ones',
  'another one',
]);
const BOTH = new Set(
  'both|both them|them both|those both|these both|both those|both these|the two|both ones|the two them'.split(
    '|',
  ),
);
const ALL = new Set(['all them', 'them all', 'all those', 'all these', 'those all']);
const PLURAL = /^(?:them|they|those|these|all)\b/u;

/** The pronoun that a phrase is. */
export function pronounOf(phrase: string): Pronoun | undefined {
  if (SAME.has(phrase)) return { status: 'pronoun', which: 'same', plural: PLURAL.test(phrase) };
  if (OTHER.has(phrase)) return { status: 'pronoun', which: 'other', plural: phrase.endsWith('s') };
  if (BOTH.has(phrase)) return { status: 'pronoun', which: 'both', plural: true };
  if (ALL.has(phrase)) return { status: 'pronoun', which: 'all', plural: true };
  const place = /^(?:the )?(\w+)(?: one)?$/u.exec(phrase)?.[1] ?? '';
  if (place === 'last' || place === 'latter') return { status: 'pronoun', which: 'last', plural: false };
  const ordinal = place === 'former' ? 1 : ordinalWord(place);
  return ordinal === undefined ? undefined : { status: 'pronoun', which: ordinal, plural: false };
}
