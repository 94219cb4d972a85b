import { WEEKDAYS } from '@agentic-service-bot/bot/definition';
import type { Reading } from './clock.ts';
import { isPart, singular, weekday, WEEKEND, WORKDAYS } from './days.ts';
import type { Moment, Piece, Weekday } from './moment.ts';

/** `every day`, `daily`, `every weekday morning`, `on weekends`, `on Mondays and Fridays`. */
export const everyPiece: Piece = (word, _tokens, at) => {
  if (word(0) === 'daily') return { value: { days: WEEKDAYS }, end: at + 1 };
  if (word(0) === 'nightly') return { value: { days: WEEKDAYS, part: 'night' }, end: at + 1 };
  const on = word(0) === 'on' || word(0) === 'during' ? 1 : 0;
  const every = word(on) === 'every' || word(on) === 'each';
  const beside = every ? on + 1 : on;
  const from = ['the', 'single', 'all'].includes(word(beside)) ? beside + 1 : beside;
  const name = word(from);
  const plural = name.endsWith('s');
  const until = (days: readonly Weekday[], offset: number): Reading<Moment> => {
    const part = singular(word(offset));
    return isPart(part)
      ? { value: { days, part }, end: at + offset + 1 }
      : { value: { days }, end: at + offset };
  };
  switch (singular(name)) {
    case 'weekday':
    case 'workday':
      return every || plural ? until(WORKDAYS, from + 1) : undefined;
    case 'weekend':
      return every || plural || on > 0 ? until(WEEKEND, from + 1) : undefined;
    case 'day':
      return every ? until(WEEKDAYS, from + 1) : undefined;
    default: {
      if (every && isPart(name)) return { value: { days: WEEKDAYS, part: name }, end: at + from + 1 };
      const days = weekdaysAt(word, from, every);
      return days === undefined ? undefined : until(days.value, days.end);
    }
  }
};

/** `Monday`, after `every`, or `Mondays`; with more of them: `Monday, Tuesday and Friday`. */
function weekdaysAt(
  word: (offset: number) => string,
  from: number,
  every: boolean,
): Reading<readonly Weekday[]> | undefined {
  const days: Weekday[] = [];
  let end = from;
  for (let at = from; ;) {
    const day = weekday(singular(word(at)));
    if (day === undefined || (!every && !word(at).endsWith('s'))) break;
    days.push(day);
    end = at + 1;
    at = word(end) === 'and' ? end + 1 : end;
    if (word(at) === 'every' || word(at) === 'on') at += 1;
  }
  return days.length === 0 ? undefined : { value: days, end };
}
