import { WEEKDAYS } from '@agentic-service-bot/bot/definition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTime } from './next-time.ts';

const next = (...args: [Parameters<typeof nextTime>[0], string, string]): string | undefined =>
  nextTime(args[0], args[1], new Date(args[2]))?.toISOString();

const daily = (at: string) => ({ at, days: [...WEEKDAYS] });

describe('each week', () => {
  it.each([
    [
      'today',
      { at: '07:00', days: ['monday'] },
      'Europe/Berlin',
      '2026-05-04T04:59:59.000Z',
      '2026-05-04T05:00:00.000Z',
    ],
    [
      'not at this very moment',
      daily('07:00'),
      'Europe/Berlin',
      '2026-05-04T05:00:00.000Z',
      '2026-05-05T05:00:00.000Z',
    ],
    [
      'on the next of its days',
      { at: '23:30', days: ['monday', 'sunday'] },
      'UTC',
      '2026-05-05T00:00:00.000Z',
      '2026-05-10T23:30:00.000Z',
    ],
    [
      'on the day that it is there',
      { at: '08:00', days: ['tuesday'] },
      'Asia/Tokyo',
      '2026-05-04T22:00:00.000Z',
      '2026-05-04T23:00:00.000Z',
    ],
  ] as const)('%s', (_, schedule, zone, after, expected) => {
    expect(next({ at: schedule.at, days: [...schedule.days] }, zone, after)).toBe(expected);
  });
});

describe('on a date', () => {
  it('once', () => {
    const schedule = { at: '09:15', date: '2026-07-01' };

    expect(next(schedule, 'America/New_York', '2026-05-04T00:00:00.000Z')).toBe('2026-07-01T13:15:00.000Z');
    expect(next(schedule, 'America/New_York', '2026-07-01T13:15:00.000Z')).toBeUndefined();
  });

  it('never when there is no such date', () => {
    expect(next({ at: '09:15', date: '2026-02-30' }, 'UTC', '2026-01-01T00:00:00.000Z')).toBeUndefined();
  });
});

describe('when clocks change', () => {
  it.each([
    [
      'a time that is skipped is the first moment after it',
      '2026-03-28T12:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ],
    ['a time that comes twice is its first', '2026-10-24T12:00:00.000Z', '2026-10-25T00:30:00.000Z'],
    ['and happens once', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
  ])('%s', (_, after, expected) => {
    expect(next(daily('02:30'), 'Europe/Berlin', after)).toBe(expected);
  });

  it('a date is no different', () => {
    expect(next({ at: '02:30', date: '2026-03-29' }, 'Europe/Berlin', '2026-01-01T00:00:00.000Z')).toBe(
      '2026-03-29T01:00:00.000Z',
    );
  });
});

it('is always later, within a week and a clock change, at that time of that zone', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'Pacific/Auckland',
  );
  fc.assert(
    fc.property(
      zones,
      fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.integer({ min: 4, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
      (timeZone, after, hour, minute, days) => {
        const at = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const time = nextTime({ at, days }, timeZone, after);
        const format = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
        const day = time?.toLocaleDateString('en-GB', { timeZone, weekday: 'long' }).toLowerCase();

        expect(time?.getTime()).toBeGreaterThan(after.getTime());
        expect(Number(time) - after.getTime()).toBeLessThanOrEqual((7 * 24 + 1) * 3_600_000);
        expect(time?.toLocaleTimeString('en-GB', format)).toBe(at);
        expect(days).toContain(day);
      },
    ),
    { numRuns: 200 },
  );
});
