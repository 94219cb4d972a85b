import { WEEKDAYS, type Schedule } from '@agentic-service-bot/bot/definition';
import type { Clock } from './clock.ts';
import type { DayPart, Moment } from './moment.ts';

/** The time where the customer is. */
interface Local {
  /** Days since 1970. */
  readonly day: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/** The schedule that was said, or undefined if the time of day is missing. */
export function scheduleOf(moment: Moment, now: string, timeZone: string): Schedule | undefined {
  if (moment.odd === true) return undefined;
  const local = localTime(new Date(now), timeZone);
  if (moment.inMinutes !== undefined) {
    const seconds = new Date(now).getUTCSeconds() > 0 ? 1 : 0;
    const minute = local.minute + moment.inMinutes + seconds;
    return {
      at: clockText(minute % DAY_MINUTES),
      date: dateText(local.day + Math.floor(minute / DAY_MINUTES)),
    };
  }
  if (moment.clock === undefined) return undefined;
  const minute = minuteOf(moment.clock, moment.part);
  if (moment.days !== undefined) return { at: clockText(minute), days: [...moment.days] };
  const { once } = moment;
  if (once === undefined) {
    const next = nextTime(minute, moment, local);
    return { at: clockText(next % DAY_MINUTES), date: dateText(local.day + Math.floor(next / DAY_MINUTES)) };
  }
  return { at: clockText(minute), date: dateOf(once, minute, local) };
}

function minuteOf({ hour, minute, sure }: Clock, part: DayPart | undefined): number {
  const afternoon = part === 'afternoon' || part === 'evening' || (part === 'night' && hour > 4);
  const late = !sure && hour < 12 && afternoon;
  const midnight = hour === 12 && !sure && (part === 'night' || part === 'morning');
  return (midnight ? 0 : late ? hour + 12 : hour) * 60 + minute;
}

/** The next time the clock shows it, in minutes from the last midnight: a bare `8` in the afternoon is tonight's. */
function nextTime(minute: number, { clock, part }: Moment, local: Local): number {
  const open = clock?.sure === false && part === undefined && minute < DAY_MINUTES / 2;
  const times = open ? [minute, minute + DAY_MINUTES / 2] : [minute];
  return times.find((time) => time > local.minute) ?? minute + DAY_MINUTES;
}

function dateOf(once: NonNullable<Moment['once']>, minute: number, local: Local): string {
  if ('inDays' in once) return dateText(local.day + once.inDays);
  if ('weekday' in once) {
    const today = (local.day + 3) % 7;
    const ahead = (WEEKDAYS.indexOf(once.weekday) - today + 7) % 7;
    return dateText(local.day + (ahead === 0 && minute <= local.minute ? 7 : ahead));
  }
  const today = dateText(local.day);
  const year = Number(today.slice(0, 4));
  const date = `${String(year)}-${once.date}`;
  return date < today ? `${String(year + 1)}-${once.date}` : date;
}

function localTime(now: Date, timeZone: string): Local {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    day: Math.floor(Date.UTC(part('year'), part('month') - 1, part('day')) / DAY_MS),
    minute: (part('hour') % 24) * 60 + part('minute'),
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** To make a formatter takes longer than all else here, so each time zone's is made once. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, made);
    return made;
  } catch {
    return formatter('UTC');
  }
}

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const dateText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
