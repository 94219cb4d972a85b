import { expect, test } from 'vitest';
import { checkHours, hoursInWords, isOpen, type SupportHours } from './support-hours.ts';

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

test.each([
  // Monday's night ends on Tuesday morning.
  ['2026-11-23T21:59:00Z', false],
  ['2026-11-23T22:00:00Z', true],
  ['2026-11-24T05:59:00Z', true],
  ['2026-11-24T06:00:00Z', false],
  ['2026-11-24T22:00:00Z', false],
  ['2026-11-25T05:00:00Z', false],
  // Sunday's ends on Monday.
  ['2026-11-30T05:00:00Z', true],
])('over midnight, %s is open: %s', (now, open) => {
  const nights: SupportHours = { timeZone: 'UTC', days: ['monday', 'sunday'], from: '22:00', to: '06:00' };
  expect(isOpen(nights, new Date(now))).toBe(open);
});

test.each([
  [{ timeZone: 'Mars/Olympus' }, /^timeZone: send an IANA name/],
  [{ from: '9:00' }, /^from: write a time of the day as HH:MM/],
  [{ to: '24:00' }, /^to: write a time of the day as HH:MM/],
  [{ days: [] }, /^days: name a day/],
])('hours with %o are refused', (more, message) => {
  expect(() => checkHours({ ...hours, ...more })).toThrow(message);
  expect(() => checkHours(hours)).not.toThrow();
});
