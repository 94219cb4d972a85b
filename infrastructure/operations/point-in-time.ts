import { CommandError } from './command-error.ts';

/**
 * A moment in the past that somebody typed.
 *
 * @throws CommandError if it is none, or says no time zone: an hour off would be the wrong data
 */
export function parseTime(text: string | undefined, now: Date): Date {
  const next = `Say when, with the zone: --at ${now.toISOString().slice(0, 16)}Z, or --at 2026-01-31T09:30+01:00.`;
  if (text === undefined) throw new CommandError('No time is given.', next);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = new Date(text);
  if (!isTime || Number.isNaN(time.getTime())) throw new CommandError(`"${text}" is no time.`, next);
  if (time >= now) throw new CommandError(`${text} is yet to come.`, next);
  return time;
}
