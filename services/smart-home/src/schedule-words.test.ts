import { WEEKDAYS, type Schedule } from '@agentic-service-bot/bot/definition';
import { describe, expect, it } from 'vitest';
import { isPast, localTime, scheduleWords } from './schedule-words.ts';

describe('a schedule', () => {
  it.each<[Schedule, string]>([
    [{ at: '07:00', days: [...WEEKDAYS] }, 'every day at 07:00'],
    [
      { at: '07:00', days: ['friday', 'monday', 'tuesday', 'wednesday', 'thursday'] },
      'every weekday at 07:00',
    ],
    [{ at: '09:30', days: ['sunday', 'saturday'] }, 'every weekend day at 09:30'],
    [{ at: '18:00', days: ['wednesday', 'monday', 'sunday'] }, 'every Monday, Wednesday and Sunday at 18:00'],
    [{ at: '18:00', days: ['monday', 'monday'] }, 'every Monday at 18:00'],
    [{ at: '07:00', date: '2026-12-24' }, 'once on 24 December 2026 at 07:00'],
  ])('%j: %s', (schedule, words) => {
    expect(scheduleWords(schedule)).toBe(words);
  });

  it('is past by the customer’s clock', () => {
    const now = new Date('2026-03-29T01:30:00Z'); // In Berlin, half an hour after its clocks went forward.
    expect(localTime(now, 'Europe/Berlin')).toBe('2026-03-29 03:30');
    const once = (at: string): Schedule => ({ at, date: '2026-03-29' });
    expect(isPast(once('03:30'), now, 'Europe/Berlin')).toBe(true);
    expect(isPast(once('03:31'), now, 'Europe/Berlin')).toBe(false);
    expect(isPast(once('03:30'), now, 'America/New_York')).toBe(false);
    expect(isPast({ at: '01:00', days: ['sunday'] }, now, 'Europe/Berlin')).toBe(false);
  });
});
