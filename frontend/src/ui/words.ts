import type { ErrorFrame } from '@agentic-service-bot/protocol';

/** What went wrong, in words for the person in front of the screen. */
export function wordsFor({ code, retryAfterMs }: ErrorFrame): string {
  switch (code) {
    case 'rate_limited':
      return retryAfterMs === undefined
        ? 'That was a lot at once. Wait a moment, then try again.'
        : `That was a lot at once. Try again in ${Math.max(1, Math.ceil(retryAfterMs / 1_000))} s.`;
    case 'conflict':
      return 'This has been settled already: things have changed in the meantime.';
    case 'too_large':
      return 'This message is too long. Send it in several parts.';
    case 'not_found':
      return 'This is not there any more.';
    case 'forbidden':
      return 'You may not do this.';
    case 'unauthorized':
      return 'You are signed out. Sign in again.';
    case 'unavailable':
      return 'The service can’t be reached right now. Try again in a moment.';
    case 'bad_request':
    case 'internal':
      return 'Something went wrong on our side. Try again; if it stays, talk to a person.';
  }
}

/** An internal name in words: `very_big` is “Very big”. */
export const inWords = (name: string): string =>
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** The time of day, for what is from today, else the day. */
export function shortTime(iso: string, now: number): string {
  const date = new Date(iso);
  return date.toDateString() === new Date(now).toDateString() ? TIME.format(date) : DAY.format(date);
}

/** The time of day, for what is from today, else the day and the time. */
export function fullTime(iso: string, now: number): string {
  const time = timeOfDay(iso);
  const short = shortTime(iso, now);
  return short === time ? time : `${short}, ${time}`;
}

/** The time of day. */
export const timeOfDay = (iso: string): string => TIME.format(new Date(iso));

/** How long ago, in the largest unit that fits: `3 min`. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'under a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
