import { expect, test } from 'vitest';
import { expressionOf, isOver } from './expression.ts';

test('days and dates in the words of EventBridge Scheduler', () => {
  expect(expressionOf({ at: '07:05', days: ['sunday', 'monday'] })).toBe('cron(5 7 ? * MON,SUN *)');
  expect(expressionOf({ at: '00:00', date: '2026-12-31' })).toBe('at(2026-12-31T00:00:00)');
});

test('a date is over when the clock on the customer’s wall says so', () => {
  const now = new Date('2026-05-04T10:00:00.000Z');
  const on = (at: string) => ({ at, date: '2026-05-04' });
  expect(isOver(on('12:00'), 'Europe/Berlin', now)).toBe(true);
  expect(isOver(on('12:01'), 'Europe/Berlin', now)).toBe(false);
  expect(isOver(on('23:59'), 'Pacific/Auckland', new Date('2026-05-04T12:00:00.000Z'))).toBe(true);
  expect(isOver({ at: '00:00', days: ['monday'] }, 'UTC', now)).toBe(false);
});
