import { expect, test } from 'vitest';
import { hoursInWords, isOpen, type SupportHours } from './support-hours.ts';

const hours: SupportHours = {
  timeZone: 'Europe/Berlin',
  days: ['monday', 'friday'],
  from: '09:00',
  to: '17:00',
};

test.each([
  ['2026-11-23T07:59:00Z', false],
  ['2026-11-23T08:00:00Z', true],
  ['2026-11-23T15:59:59Z', true],
  ['2026-11-23T16:00:00Z', false],
  ['2026-11-24T10:00:00Z', false],
  // In summer Berlin is two hours ahead.
  ['2026-07-06T07:00:00Z', true],
])('%s is open: %s', (now, open) => {
  expect(isOpen(hours, new Date(now))).toBe(open);
});

test('without hours somebody is always there', () => {
  expect(isOpen(undefined, new Date(0))).toBe(true);
});

test('the hours in words', () => {
  expect(hoursInWords(hours)).toBe('Monday and Friday, 09:00 to 17:00 (Europe/Berlin)');
});
