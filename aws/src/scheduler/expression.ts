import { WEEKDAYS, type Schedule } from '@agentic-service-bot/bot/definition';

/** A schedule in EventBridge Scheduler's own words; the time zone is said beside it. */
export function expressionOf(schedule: Schedule): string {
  if ('date' in schedule) return `at(${schedule.date}T${schedule.at}:00)`;
  const [hour = '', minute = ''] = schedule.at.split(':');
  const days = WEEKDAYS.filter((day) => schedule.days.includes(day)).map((day) =>
    day.slice(0, 3).toUpperCase(),
  );
  return `cron(${Number(minute)} ${Number(hour)} ? * ${days.join(',')} *)`;
}

/** Whether a schedule has no time left: its date and time are over in that zone. */
export function isOver(schedule: Schedule, timeZone: string, now: Date): boolean {
  return 'date' in schedule && `${schedule.date} ${schedule.at}` <= wallClock(now, timeZone);
}

/** What a clock on the wall shows, as text that sorts: `2026-05-04 10:00`. */
function wallClock(now: Date, timeZone: string): string {
  // Sweden writes dates and times as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(now);
}
