import { WEEKDAYS, type Schedule } from '@agentic-service-bot/bot/definition';
import { Cron } from 'croner';

/**
 * The first time after `after` that a schedule means in that zone; undefined if there is none. A time that a clock
 * change skips is the first moment after it; one that comes twice is its first.
 *
 * @param timeZone an IANA zone
 */
export function nextTime(schedule: Schedule, timeZone: string, after: Date): Date | undefined {
  const [hour = '', minute = ''] = schedule.at.split(':');
  const time = `0 ${Number(minute)} ${Number(hour)}`;
  const pattern = `${time} ${'date' in schedule ? onDate(schedule.date) : onDays(schedule.days)}`;
  return new Cron(pattern, { timezone: timeZone, paused: true }).nextRun(after) ?? undefined;
}

/** Day of the month, month, any weekday, year. As a date and time, cron's own form, a skipped time would come late. */
function onDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${Number(month)} * ${Number(year)}`;
}

/** Cron counts Monday as 1. */
const onDays = (days: readonly (typeof WEEKDAYS)[number][]): string =>
  `* * ${days.map((day) => WEEKDAYS.indexOf(day) + 1).join(',')}`;
