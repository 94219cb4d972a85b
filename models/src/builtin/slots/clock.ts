import { numberWord } from '../language/numbers.ts';
import type { Token } from '../language/token.ts';

/** A time of day as it was said. `sure` if it was said which half of the day it is in. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly sure: boolean;
}

/** Something read from tokens, up to `end`. */
export interface Reading<T> {
  readonly value: T;
  readonly end: number;
}

const NAMED = new Map([
  ['noon', 12],
  ['midday', 12],
  ['midnight', 0],
]);

/** Reads a time of day: `7:30 pm`, `half past six`, `noon`. A bare number is one only if `bare`. */
export function readClock(tokens: readonly Token[], at: number, bare: boolean): Reading<Clock> | undefined {
  const word = (index: number) => tokens[index]?.word ?? '';
  const named = NAMED.get(word(at));
  if (named !== undefined) return { value: { hour: named, minute: 0, sure: true }, end: at + 1 };
  return readPast(tokens, at) ?? readDigits(word(at), at, word) ?? readHour(at, word, bare);
}

type Words = (index: number) => string;

/** `half past six`, `quarter to eight`, `ten past seven`. */
function readPast(tokens: readonly Token[], from: number): Reading<Clock> | undefined {
  const word: Words = (index) => tokens[index]?.word ?? '';
  const at = word(from) === 'a' ? from + 1 : from;
  const first = word(at);
  const minutes = first === 'half' ? 30 : first === 'quarter' ? 15 : numberWord(first);
  const next = word(at + 1) === 'minutes' ? at + 2 : at + 1;
  const hour = numberWord(word(next + 1));
  const usual = next === at + 2 || (minutes !== undefined && minutes > 0 && minutes % 5 === 0);
  if (minutes === undefined || minutes > 59 || !usual || hour === undefined || hour > 12) return undefined;
  if (word(next) !== 'past' && word(next) !== 'after' && word(next) !== 'to') return undefined;
  const total = hour * 60 + (word(next) === 'to' ? -minutes : minutes);
  const minuteOfDay = (total + 24 * 60) % (24 * 60);
  return half(
    { hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60, sure: hour > 12 },
    next + 2,
    word,
  );
}

/** `18:30`, `7.30 pm`. */
function readDigits(text: string, at: number, word: Words): Reading<Clock> | undefined {
  const match = /^(\d{1,2})[:.](\d{2})$/u.exec(text);
  if (match === null) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour > 24 || minute > 59) return undefined;
  return half({ hour: hour % 24, minute, sure: hour > 12 || /^0/u.test(text) }, at + 1, word);
}

/** `7 pm`, `7 o'clock`, and after `at` just `7` or `seven thirty`. */
function readHour(at: number, word: Words, bare: boolean): Reading<Clock> | undefined {
  const hour = numberWord(word(at));
  if (hour === undefined || hour > 24 || word(at + 1) === 'percent') return undefined;
  if (['oclock', 'clock'].includes(word(at + 1))) return half(hourly(hour), at + 2, word);
  if (word(at + 1) === 'o' && word(at + 2) === 'clock') return half(hourly(hour), at + 3, word);
  const minute = numberWord(word(at + 1));
  const spoken =
    minute !== undefined && minute >= 10 && minute < 60 && !/^\d/u.test(word(at + 1)) && hour > 0;
  const read = spoken
    ? half({ hour: hour % 24, minute, sure: hour > 12 }, at + 2, word)
    : half(hourly(hour), at + 1, word);
  return bare || read.value.sure !== hour > 12 || read.end > at + (spoken ? 2 : 1) ? read : undefined;
}

const hourly = (hour: number): Clock => ({ hour: hour % 24, minute: 0, sure: hour > 12 || hour === 0 });

/** Takes `am` or `pm` in, where it follows. */
function half(clock: Clock, end: number, word: Words): Reading<Clock> {
  const joined = word(end) === 'am' || word(end) === 'pm';
  const apart = (word(end) === 'a' || word(end) === 'p') && word(end + 1) === 'm';
  if ((!joined && !apart) || clock.hour > 12) return { value: clock, end };
  const hour = (clock.hour % 12) + (word(end).startsWith('p') ? 12 : 0);
  return { value: { ...clock, hour, sure: true }, end: end + (joined ? 1 : 2) };
}
