import { describe, expect, it } from 'vitest';
import { nextFiring } from './schedule-time.ts';

const SINCE = new Date('2026-05-04T00:00:00Z');
const next = (expression: string, timeZone: string, after: string): string | undefined =>
  nextFiring(expression, timeZone, SINCE, new Date(after))?.toISOString();

describe('when a schedule fires next', () => {
  it.each([
    ['at(2026-05-05T07:30:00)', 'Europe/Berlin', '2026-05-04T10:00:00Z', '2026-05-05T05:30:00.000Z'],
    ['at(2026-05-05T07:30:00)', 'UTC', '2026-05-06T10:00:00Z', undefined],
    ['rate(1 minute)', 'UTC', '2026-05-04T10:00:00Z', '2026-05-04T10:01:00.000Z'],
    ['rate(2 hours)', 'UTC', '2026-05-04T10:30:00Z', '2026-05-04T12:00:00.000Z'],
    ['cron(0 8 * * ? *)', 'UTC', '2026-05-04T10:00:00Z', '2026-05-05T08:00:00.000Z'],
    ['cron(0 8 * * ? *)', 'America/New_York', '2026-05-04T10:00:00Z', '2026-05-04T12:00:00.000Z'],
    // The 4th of May 2026 is a Monday.
    ['cron(0 7 ? * MON,FRI *)', 'UTC', '2026-05-04T10:00:00Z', '2026-05-08T07:00:00.000Z'],
    ['cron(0 7 ? * 2 *)', 'UTC', '2026-05-04T06:00:00Z', '2026-05-04T07:00:00.000Z'],
    ['cron(0 7 ? * 1 *)', 'UTC', '2026-05-04T06:00:00Z', '2026-05-10T07:00:00.000Z'],
    ['cron(0 7 1 1 ? 2027)', 'UTC', '2026-05-04T06:00:00Z', '2027-01-01T07:00:00.000Z'],
  ])('%s in %s after %s', (expression, timeZone, after, expected) => {
    expect(next(expression, timeZone, after)).toBe(expected);
  });

  it.each(['every day', 'rate(1 fortnight)', 'cron(0 8 * *)'])('%s is refused', (expression) => {
    expect(() => next(expression, 'UTC', '2026-05-04T00:00:00Z')).toThrow('no schedule expression');
  });
});
