import { numberWord } from '../language/numbers.ts';
import type { Reading } from './clock.ts';
import { isPart, weekday } from './days.ts';
import type { Moment, Piece } from './moment.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const NAMED = new Map<string, Moment>([
  ['today', { once: { inDays: 0 } }],
  ['tonight', { once: { inDays: 0 }, part: 'night' }],
  ['tomorrow', { once: { inDays: 1 } }],
]);

/** Days that are called by a name, as they are without an apostrophe too. */
const FEASTS = new Map(
  [
    ['christmas eve', '12-24'],
    ['christmas day', '12-25'],
    ['christmas', '12-25'],
    ['xmas', '12-25'],
    ['boxing day', '12-26'],
    ['new year eve', '12-31'],
    ['new year day', '01-01'],
    ['new year', '01-01'],
    ['valentine day', '02-14'],
    ['halloween', '10-31'],
  ].map(([name = '', date = '']) => [name.split(' '), date] as const),
);

/** `on Christmas Eve`, `on New Year’s Eve`. */
function feast(word: (offset: number) => string, at: number): Reading<Moment> | undefined {
  const from = /^(?:on|at)$/u.test(word(0)) ? 1 : 0;
  const plain = (offset: number) => word(from + offset).replace(/['’]?s$/u, '');
  for (const [words, date] of FEASTS) {
    if (!words.every((each, offset) => plain(offset) === each || word(from + offset) === each)) continue;
    // `turn on the Christmas lights`, `play Christmas music`: that is no day.
    const isDay = words.length > 1 || (from > 0 && !FESTIVE.test(word(from + words.length)));
    return isDay ? { value: { once: { date } }, end: at + from + words.length } : undefined;
  }
  return undefined;
}
const FESTIVE = /^(?:(?:light|lamp|song|carol|tree|movie|playlist|decoration)s?|music|mix)$/u;

/** `tomorrow evening`, `tonight`, `the day after tomorrow`, `on 24 December`. */
export const datePiece: Piece = (word, _tokens, at) => {
  const named = NAMED.get(word(0));
  const next = word(1);
  if (named !== undefined)
    return isPart(next) ? { value: { ...named, part: next }, end: at + 2 } : { value: named, end: at + 1 };
  if (word(0) === 'this' && isPart(next)) return { value: { once: { inDays: 0 }, part: next }, end: at + 2 };
  const the = word(0) === 'the' ? 1 : 0;
  if (['day', 'after', 'tomorrow'].every((each, index) => word(the + index) === each))
    return { value: { once: { inDays: 2 } }, end: at + the + 3 };
  return monthDay(word, at) ?? feast(word, at);
};

/** `on 24 December`, `on December 24th`. */
function monthDay(word: (offset: number) => string, at: number): Reading<Moment> | undefined {
  const on = word(0) === 'on' ? 1 : 0;
  const from = on + (word(on) === 'the' ? 1 : 0);
  const suffix = (offset: number) => (/^(?:st|nd|rd|th)$/u.test(word(offset)) ? 1 : 0);
  const day = numberWord(word(from));
  if (day !== undefined) {
    const next = from + 1 + suffix(from + 1);
    const name = next + (word(next) === 'of' ? 1 : 0);
    return dated(MONTHS.indexOf(word(name)), day, at + name + 1);
  }
  const second = numberWord(word(from + 1)) ?? 0;
  return dated(MONTHS.indexOf(word(from)), second, at + from + 2 + suffix(from + 2));
}

function dated(month: number, day: number, end: number): Reading<Moment> | undefined {
  // Of a leap year, which has all days that any year has.
  const date = new Date(Date.UTC(2024, month, day));
  if (month < 0 || day < 1 || date.getUTCDate() !== day) return undefined;
  return { value: { once: { date: date.toISOString().slice(5, 10) } }, end };
}

/** `on Monday`, `next Friday evening`. */
export const weekdayPiece: Piece = (word, _tokens, at) => {
  const leads = ['on', 'next', 'this', 'coming'].includes(word(0)) ? 1 : 0;
  const day = weekday(word(leads));
  if (day === undefined) return undefined;
  const value: Moment = { once: { weekday: day } };
  const part = word(leads + 1);
  return isPart(part) ? { value: { ...value, part }, end: at + leads + 2 } : { value, end: at + leads + 1 };
};
