import { WEEKDAYS, type Schedule } from '@agentic-service-bot/bot/definition';
import { capital, listed } from './words.ts';

const WEEKEND: readonly string[] = ['saturday', 'sunday'];

/** `every day at 07:00`, `every Monday and Friday at 18:30`, `once on 5 May 2026 at 07:00`. */
export function scheduleWords(schedule: Schedule): string {
  return 'date' in schedule
    ? `once on ${dateWords(schedule.date)} at ${schedule.at}`
    : `${daysWords(schedule.days)} at ${schedule.at}`;
}

function daysWords(named: readonly string[]): string {
  const days = WEEKDAYS.filter((day) => named.includes(day));
  if (days.length === 7) return 'every day';
  const weekend = days.filter((day) => WEEKEND.includes(day)).length;
  if (days.length === 5 && weekend === 0) return 'every weekday';
  if (days.length === 2 && weekend === 2) return 'every weekend day';
  return `every ${listed(days.map(capital))}`;
}

const dateWords = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));

/** Whether a schedule has no time left. */
export const isPast = (schedule: Schedule, now: Date, timeZone: string): boolean =>
  'date' in schedule && `${schedule.date} ${schedule.at}` <= localTime(now, timeZone);

/** `2026-05-05 07:00`: a moment as the clocks of a time zone show it. */
export function localTime(now: Date, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(now);
}

const PARTS = [
  { from: '05:00', name: 'Morning' },
  { from: '12:00', name: 'Afternoon' },
  { from: '17:00', name: 'Evening' },
  { from: '22:00', name: 'Night' },
] as const;

/** What a routine of that time is called when nobody gave it a name: `Morning routine`; `Once at 18:02`, if it comes once. */
export const defaultRoutineName = (when: Schedule): string =>
  'date' in when
    ? `Once at ${when.at}`
    : `${PARTS.findLast(({ from }) => when.at >= from)?.name ?? 'Night'} routine`;
