import { WEEKDAYS } from './slot.ts';

/** When people of customer service are there, in their own time zone. */
export interface SupportHours {
  readonly timeZone: string;
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
  return (
    hours.days.some((day) => day === part('weekday').toLowerCase()) && time >= hours.from && time < hours.to
  );
}

/** The hours as a customer reads them. */
export function hoursInWords({ days, from, to, timeZone }: SupportHours): string {
  const names = WEEKDAYS.filter((day) => days.includes(day)).map((day) =>
    day.replace(/^./u, (first) => first.toUpperCase()),
  );
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
  return `${list}, ${from} to ${to} (${timeZone})`;
}
