import { numberWord } from '../language/numbers.ts';
import { readClock, type Reading } from './clock.ts';
import { isPart, singular } from './days.ts';
import type { Piece } from './moment.ts';

const MINUTES = new Map([
  ['minute', 1],
  ['min', 1],
  ['hour', 60],
  ['hr', 60],
  ['day', 1440],
  ['week', 10_080],
]);
const LONGEST = 10_000;
/** Days whose date is not known here. */
const HOLIDAYS = new Set([
  'thanksgiving',
  'birthday',
  'holidays',
  'vacation',
  'ramadan',
  'diwali',
  'hanukkah',
]);
const SUN = new Set(['sunrise', 'sunset', 'dawn', 'dusk']);

/** `in 20 minutes`, `half an hour later`. */
export const fromNow: Piece = (word, _tokens, at) => {
  const leads = ['in', 'after', 'within'].includes(word(0));
  const amount = readAmount(word, leads ? 1 : 0);
  if (amount === undefined) return undefined;
  const now = word(amount.end) === 'from' && word(amount.end + 1) === 'now';
  const later = word(amount.end) === 'later';
  if (!leads && !now && !later) return undefined;
  return { value: { inMinutes: amount.value }, end: at + amount.end + (now ? 2 : later ? 1 : 0) };
};

/** `20 minutes`, `an hour and a half`, `half an hour`, `a couple of hours`. In minutes. */
function readAmount(word: (offset: number) => string, from: number): Reading<number> | undefined {
  if (word(from) === 'half' && /^an?$/u.test(word(from + 1)) && word(from + 2) === 'hour')
    return { value: 30, end: from + 3 };
  const couple = word(from) === 'a' && word(from + 1) === 'couple' ? (word(from + 2) === 'of' ? 3 : 2) : 0;
  const count = couple > 0 ? 2 : /^an?$/u.test(word(from)) ? 1 : numberWord(word(from));
  const at = from + (couple > 0 ? couple : 1);
  const unit = MINUTES.get(singular(word(at)));
  if (count === undefined || unit === undefined || count > LONGEST) return undefined;
  const andHalf = word(at + 1) === 'and' && word(at + 2) === 'a' && word(at + 3) === 'half';
  return { value: count * unit + (andHalf ? unit / 2 : 0), end: at + (andHalf ? 4 : 1) };
}

/** `at 7`, `by half past six`, `18:30`. */
export const clockPiece: Piece = (word, tokens, at) => {
  const leads = ['at', 'by', 'around', 'about', 'from'].includes(word(0));
  const clock = readClock(tokens, at + (leads ? 1 : 0), word(0) === 'at');
  return clock === undefined ? undefined : { value: { clock: clock.value }, end: clock.end };
};

/** `in the morning`, `at night`. */
export const partPiece: Piece = (word, _tokens, at) => {
  const name = word(0) === 'at' ? word(1) : word(0) === 'in' && word(1) === 'the' ? word(2) : '';
  return isPart(name) ? { value: { part: name }, end: at + (word(0) === 'at' ? 2 : 3) } : undefined;
};

/** `every hour`, `every other day`, `at sunset`. */
export const oddPiece: Piece = (word, _tokens, at) => {
  const value = { odd: true } as const;
  if (word(0) === 'hourly' || word(0) === 'monthly') return { value, end: at + 1 };
  if (word(0) === 'at' && SUN.has(word(1))) return { value, end: at + 2 };
  const easter = word(0) === 'easter' ? 1 : word(0) === 'on' && word(1) === 'easter' ? 2 : 0;
  if (easter > 0) return { value, end: at + easter + (/^(?:sun|mon|satur)day$/u.test(word(easter)) ? 1 : 0) };
  if (word(0) === 'on' && HOLIDAYS.has(word(word(1) === 'my' || word(1) === 'the' ? 2 : 1)))
    return { value, end: at + (word(1) === 'my' || word(1) === 'the' ? 3 : 2) };
  if (word(0) !== 'every' && word(0) !== 'each') return undefined;
  const skips = numberWord(word(1)) !== undefined || word(1) === 'other' || word(1) === 'second';
  const unit = singular(word(skips ? 2 : 1));
  const odd = skips
    ? MINUTES.has(unit) || unit === 'month'
    : ['minute', 'hour', 'week', 'month', 'year'].includes(unit);
  return odd ? { value, end: at + (skips ? 3 : 2) } : undefined;
};
