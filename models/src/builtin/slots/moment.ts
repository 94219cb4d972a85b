import { WEEKDAYS } from '@agentic-service-bot/bot/definition';
import type { Token } from '../language/token.ts';
import type { Clock, Reading } from './clock.ts';
import { datePiece, weekdayPiece } from './date.ts';
import { clockPiece, fromNow, oddPiece, partPiece } from './time-of-day.ts';
import { everyPiece } from './recurrence.ts';

export type Weekday = (typeof WEEKDAYS)[number];
export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night';

/** What was said of a time, as far as it was. */
export interface Moment {
  readonly clock?: Clock;
  readonly part?: DayPart;
  /** It repeats on these days. */
  readonly days?: readonly Weekday[];
  /** It happens once: so many days from today, or on the next such weekday, or on that date (`MM-DD`). */
  readonly once?: { readonly inDays: number } | { readonly weekday: Weekday } | { readonly date: string };
  /** It happens once, so many minutes from now. */
  readonly inMinutes?: number;
  /** It is a time that no schedule has: `every hour`, `at sunset`. */
  readonly odd?: true;
}

/** Reads one saying of a time that begins at a token. `word` gives the words from there on. */
export type Piece = (
  word: (offset: number) => string,
  tokens: readonly Token[],
  at: number,
) => Reading<Moment> | undefined;

const PIECES: readonly Piece[] = [
  oddPiece,
  fromNow,
  clockPiece,
  everyPiece,
  datePiece,
  weekdayPiece,
  partPiece,
];

/** What a run of words about time says up to each place where it could end, by that place. */
export function momentsAt(tokens: readonly Token[], start: number): ReadonlyMap<number, Moment> {
  const ends = new Map<number, Moment>();
  let moment: Moment = {};
  let at = start;
  for (;;) {
    const joint = tokens[at]?.word;
    const from = at > start && (joint === 'and' || joint === 'starting') ? at + 1 : at;
    const piece = pieceAt(tokens, from);
    if (piece === undefined || !fits(moment, piece.value)) return ends;
    moment = merged(moment, piece.value);
    at = piece.end;
    ends.set(at, moment);
  }
}

/** Two sayings of one time, as one; the later wins, but days add up. */
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
  (one.inMinutes === undefined || other.inMinutes === undefined) &&
  (one.clock === undefined || other.inMinutes === undefined) &&
  (one.inMinutes === undefined || other.clock === undefined);

function pieceAt(tokens: readonly Token[], at: number): Reading<Moment> | undefined {
  const word = (offset: number) => tokens[at + offset]?.word ?? '';
  for (const piece of PIECES) {
    const read = piece(word, tokens, at);
    if (read !== undefined) return read;
  }
  return undefined;
}
