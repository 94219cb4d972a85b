import { WEEKDAYS } from '@agentic-service-bot/bot/definition';
import { numberWord } from '../language/numbers.ts';
import type { Token } from '../language/token.ts';
import { readClock, type Clock, type Reading } from './clock.ts';

export type Weekday = (typeof WEEKDAYS)[number];
export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night';

/** What was said of a time, as far as it was. */
export interface Moment {
  readonly clock?: Clock;
  readonly part?: DayPart;
  /** It repeats on these days. */
  readonly days?: readonly Weekday[];
  /** It happens once: so many days from today, or on the next such weekday, or on that date. */
  readonly once?: { readonly inDays: number } | { readonly weekday: Weekday } | { readonly date: string };
  /** It happens once, so many minutes from now. */
  readonly inMinutes?: number;
}

const WORKDAYS = WEEKDAYS.slice(0, 5);
const WEEKEND = WEEKDAYS.slice(5);
const PARTS: ReadonlySet<string> = new Set(['morning', 'afternoon', 'evening', 'night']);
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const UNITS = new Map([
  ['minute', 1],
  ['min', 1],
  ['hour', 60],
  ['hr', 60],
  ['day', 1440],
  ['week', 10_080],
]);

type Piece = (
  word: (offset: number) => string,
  tokens: readonly Token[],
  at: number,
) => Reading<Moment> | undefined;

const PIECES: readonly Piece[] = [fromNow, clockPiece, everyPiece, datePiece, weekdayPiece, partPiece];

/** What a run of words about time says up to each place where it could end, by that place. */
export function momentsAt(tokens: readonly Token[], start: number): ReadonlyMap<number, Moment> {
  const ends = new Map<number, Moment>();
  let moment: Moment = {};
  let at = start;
  for (;;) {
    const from = at > start && (tokens[at]?.word === 'and' || tokens[at]?.word === 'starting') ? at + 1 : at;
    const piece = pieceAt(tokens, from);
    if (piece === undefined || !fits(moment, piece.value)) return ends;
    moment = merged(moment, piece.value);
    at = piece.end;
    ends.set(at, moment);
  }
}

/** Two sayings of one time, as one; the later wins. */
export const merged = (one: Moment, other: Moment): Moment => ({
  ...one,
  ...other,
  ...(one.days !== undefined && other.days !== undefined
    ? {
        days: WEEKDAYS.filter(
          (day) => one.days?.includes(day) === true || other.days?.includes(day) === true,
        ),
      }
    : {}),
});

const fits = (one: Moment, other: Moment): boolean =>
  (one.clock === undefined || other.clock === undefined) &&
  (one.inMinutes === undefined || other.inMinutes === undefined);

function pieceAt(tokens: readonly Token[], at: number): Reading<Moment> | undefined {
  const word = (offset: number) => tokens[at + offset]?.word ?? '';
  for (const piece of PIECES) {
    const read = piece(word, tokens, at);
    if (read !== undefined) return read;
  }
  return undefined;
}

function fromNow(word: (offset: number) => string, _tokens: readonly Token[], at: number) {
  const leads = word(0) === 'in' || word(0) === 'after' || word(0) === 'within';
  const from = leads ? 1 : 0;
  const amount = readAmount(word, from);
  if (amount === undefined) return undefined;
  const later = word(amount.end) === 'from' && word(amount.end + 1) === 'now';
  if (!leads && !later && word(amount.end) !== 'later') return undefined;
  const end = at + amount.end + (later ? 2 : word(amount.end) === 'later' ? 1 : 0);
  return { value: { inMinutes: amount.value }, end };
}

/** `20 minutes`, `an hour and a half`, `half an hour`. */
function readAmount(word: (offset: number) => string, from: number): Reading<number> | undefined {
  if (word(from) === 'half' && /^an?$/u.test(word(from + 1)) && word(from + 2) === 'hour')
    return { value: 30, end: from + 3 };
  const several = word(from) === 'a' && word(from + 1) === 'couple' ? (word(from + 2) === 'of' ? 3 : 2) : 0;
  const count = several > 0 ? 2 : /^an?$/u.test(word(from)) ? 1 : numberWord(word(from));
  const at = from + (several > 0 ? several : 1);
  const unit = UNITS.get(word(at).replace(/s$/u, ''));
  if (count === undefined || unit === undefined || count > 10_000) return undefined;
  const andHalf = word(at + 1) === 'and' && word(at + 2) === 'a' && word(at + 3) === 'half';
  return { value: count * unit + (andHalf ? unit / 2 : 0), end: at + (andHalf ? 4 : 1) };
}

function clockPiece(word: (offset: number) => string, tokens: readonly Token[], at: number) {
  const leads = ['at', 'by', 'around', 'about', 'from'].includes(word(0));
  const clock = readClock(tokens, at + (leads ? 1 : 0), word(0) === 'at');
  return clock === undefined ? undefined : { value: { clock: clock.value }, end: clock.end };
}

function everyPiece(
  word: (offset: number) => string,
  _tokens: readonly Token[],
  at: number,
): Reading<Moment> | undefined {
  if (word(0) === 'daily') return { value: { days: WEEKDAYS }, end: at + 1 };
  if (word(0) === 'nightly') return { value: { days: WEEKDAYS, part: 'night' }, end: at + 1 };
  const leads = word(0) === 'on' || word(0) === 'during' ? 1 : 0;
  const every = word(leads) === 'every' || word(leads) === 'each' ? 1 : 0;
  const the =
    word(leads + every) === 'the' || word(leads + every) === 'single' || word(leads + every) === 'all'
      ? 1
      : 0;
  const at0 = leads + every + the;
  const name = word(at0);
  const end = at + at0 + 1;
  if (/^(?:weekdays|workdays|weekday|workday)$/u.test(name) && (every > 0 || name.endsWith('s')))
    return part(WORKDAYS);
  if (/^(?:weekends|weekend)$/u.test(name) && (every > 0 || leads > 0 || name.endsWith('s')))
    return part(WEEKEND);
  if (every > 0 && (name === 'day' || name === 'days')) return part(WEEKDAYS);
  if (every > 0 && isPart(name)) return { value: { days: WEEKDAYS, part: name }, end };
  const days = weekdaysAt(word, at0, every > 0);
  return days === undefined ? undefined : partAfter(days.value, days.end);

  function part(days: readonly Weekday[]) {
    return partAfter(days, at0 + 1);
  }
  function partAfter(days: readonly Weekday[], offset: number): Reading<Moment> {
    const after = word(offset).replace(/s$/u, '');
    return isPart(after)
      ? { value: { days, part: after }, end: at + offset + 1 }
      : { value: { days }, end: at + offset };
  }
}

/** `Monday`, after `every`, or `Mondays`; with more of them: `Monday, Tuesday and Friday`. */
function weekdaysAt(
  word: (offset: number) => string,
  from: number,
  every: boolean,
): Reading<readonly Weekday[]> | undefined {
  const days: Weekday[] = [];
  let at = from;
  let end = from;
  for (;;) {
    const name = word(at);
    const day = weekday(name.replace(/s$/u, ''));
    if (day === undefined || (!every && !name.endsWith('s'))) break;
    days.push(day);
    end = at + 1;
    at = word(end) === 'and' ? end + 1 : end;
    if (word(at) === 'every' || word(at) === 'on') at += 1;
  }
  return days.length === 0 ? undefined : { value: days, end };
}

function datePiece(
  word: (offset: number) => string,
  _tokens: readonly Token[],
  at: number,
): Reading<Moment> | undefined {
  const known = new Map<string, Moment>([
    ['today', { once: { inDays: 0 } }],
    ['tonight', { once: { inDays: 0 }, part: 'night' }],
    ['tomorrow', { once: { inDays: 1 } }],
  ]).get(word(0));
  if (known !== undefined) {
    const after = word(1);
    return isPart(after) ? { value: { ...known, part: after }, end: at + 2 } : { value: known, end: at + 1 };
  }
  const phrase = (offset: number, ...words: string[]) =>
    words.every((each, index) => word(offset + index) === each);
  const the = word(0) === 'the' ? 1 : 0;
  if (phrase(the, 'day', 'after', 'tomorrow')) return { value: { once: { inDays: 2 } }, end: at + the + 3 };
  const this_ = word(1);
  if (word(0) === 'this' && isPart(this_))
    return { value: { once: { inDays: 0 }, part: this_ }, end: at + 2 };
  return monthDay(word, at);
}

/** `on 24 December`, `on December 24th`. */
function monthDay(word: (offset: number) => string, at: number): Reading<Moment> | undefined {
  const on = word(0) === 'on' ? 1 : 0;
  const from = on + (word(on) === 'the' ? 1 : 0);
  const suffix = (offset: number) => (/^(?:st|nd|rd|th)$/u.test(word(offset)) ? 1 : 0);
  const of = (offset: number) => (word(offset) === 'of' ? 1 : 0);
  const first = numberWord(word(from));
  if (first !== undefined) {
    const next = from + 1 + suffix(from + 1);
    const month = MONTHS.indexOf(word(next + of(next)));
    return month < 0 ? undefined : dated(month, first, at + next + of(next) + 1);
  }
  const month = MONTHS.indexOf(word(from));
  const day = numberWord(word(from + 1));
  return month < 0 || day === undefined ? undefined : dated(month, day, at + from + 2 + suffix(from + 2));
}

const dated = (month: number, day: number, end: number): Reading<Moment> | undefined =>
  day < 1 || day > 31
    ? undefined
    : {
        value: { once: { date: `${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}` } },
        end,
      };

/** `on Monday`, `next Friday`. */
function weekdayPiece(
  word: (offset: number) => string,
  _tokens: readonly Token[],
  at: number,
): Reading<Moment> | undefined {
  const leads = ['on', 'next', 'this', 'coming'].includes(word(0)) ? 1 : 0;
  const day = weekday(word(leads));
  if (day === undefined) return undefined;
  const after = word(leads + 1);
  const value: Moment = { once: { weekday: day } };
  return isPart(after)
    ? { value: { ...value, part: after }, end: at + leads + 2 }
    : { value, end: at + leads + 1 };
}

/** `in the morning`, `at night`. */
function partPiece(
  word: (offset: number) => string,
  _tokens: readonly Token[],
  at: number,
): Reading<Moment> | undefined {
  const name = word(0) === 'at' ? word(1) : word(0) === 'in' && word(1) === 'the' ? word(2) : '';
  return isPart(name) ? { value: { part: name }, end: at + (word(0) === 'at' ? 2 : 3) } : undefined;
}

const weekday = (word: string): Weekday | undefined => WEEKDAYS.find((day) => day === word);
const isPart = (word: string): word is DayPart => PARTS.has(word);
