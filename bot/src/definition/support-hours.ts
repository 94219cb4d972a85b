import { timeZone } from '@agentic-service-bot/protocol';
import * as z from 'zod';
import { timeOfDay, WEEKDAYS } from './slot.ts';

/** When people of customer service are there, in their own time zone. From `22:00` to `06:00` is over midnight. */
export interface SupportHours {
  /** IANA name. */
  readonly timeZone: string;
  /** On which they come. */
  readonly days: readonly (typeof WEEKDAYS)[number][];
  /** `HH:MM`; from this minute on. */
  readonly from: string;
  /** `HH:MM`; up to this minute, not included. */
  readonly to: string;
}

/** Whether somebody is there now; without hours, always. */
export function isOpen(hours: SupportHours | undefined, now: Date): boolean {
  if (hours === undefined) return true;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  const time = `${part('hour')}:${part('minute')}`;
  const today = WEEKDAYS.findIndex((day) => day === part('weekday').toLowerCase());
  // Who came yesterday evening may be there this morning.
  const cameOn = (daysAgo: number) => hours.days.some((day) => day === WEEKDAYS.at(today - daysAgo));
  const isLate = time >= hours.from;
  const isEarly = time < hours.to;
  if (hours.from < hours.to) return isLate && isEarly && cameOn(0);
  return (isLate && cameOn(0)) || (isEarly && cameOn(1));
}

const supportHours = z.object({
  timeZone,
  days: z.array(z.enum(WEEKDAYS)).min(1, 'name a day'),
  from: timeOfDay,
  to: timeOfDay,
});

/** @throws Error that names what is wrong: a time zone that there isn't, a time that is none, no day. */
export function checkHours(hours: SupportHours): void {
  const { error } = supportHours.safeParse(hours);
  if (error === undefined) return;
  throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}

/** The hours as a customer reads them. */
export function hoursInWords({ days, from, to, timeZone }: SupportHours): string {
  const names = WEEKDAYS.filter((day) => days.includes(day)).map((day) =>
    day.replace(/^./u, (first) => first.toUpperCase()),
  );
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
  return `${list}, ${from} to ${to} (${timeZone})`;
}
