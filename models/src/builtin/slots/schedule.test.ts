import { describe, expect, test } from 'vitest';
import { tokenize } from '../language/token.ts';
import { momentsAt } from './moment.ts';
import { scheduleOf } from './schedule.ts';

/** A Monday, 18:40 in Berlin. */
const NOW = '2026-03-02T17:40:00Z';
const all = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** What a whole text says of time. */
function read(text: string, now = NOW, timeZone = 'Europe/Berlin') {
  const tokens = tokenize(text);
  const moment = momentsAt(tokens, 0).get(tokens.length);
  return moment && scheduleOf(moment, now, timeZone);
}

describe('reads times that come again', () => {
  test.each([
    ['every day at 7', { at: '07:00', days: all }],
    ['at 7 every morning', { at: '07:00', days: all }],
    ['at 7 every evening', { at: '19:00', days: all }],
    ['daily at 7:30 pm', { at: '19:30', days: all }],
    ['each night at 11', { at: '23:00', days: all }],
    ['nightly at 2', { at: '02:00', days: all }],
    ['every weekday at half past six', { at: '06:30', days: all.slice(0, 5) }],
    ['on weekdays at 18:30', { at: '18:30', days: all.slice(0, 5) }],
    ['on weekends at 9pm', { at: '21:00', days: all.slice(5) }],
    ['every weekend at ten a.m.', { at: '10:00', days: all.slice(5) }],
    ['every weekday morning at 8', { at: '08:00', days: all.slice(0, 5) }],
    ['every Monday and Thursday at quarter to eight', { at: '07:45', days: ['monday', 'thursday'] }],
    ['on Tuesdays and Fridays at 12', { at: '12:00', days: ['tuesday', 'friday'] }],
    [
      'every monday, tuesday and every sunday evening at 6',
      { at: '18:00', days: ['monday', 'tuesday', 'sunday'] },
    ],
    ['every single day at noon', { at: '12:00', days: all }],
    ['at midnight every day', { at: '00:00', days: all }],
    ["every day at 7 o'clock in the evening", { at: '19:00', days: all }],
    ['every day at seven thirty', { at: '07:30', days: all }],
  ])('%s', (text, schedule) => {
    expect(read(text)).toEqual(schedule);
  });
});

describe('reads times that come once', () => {
  test.each([
    ['at 8', { at: '20:00', date: '2026-03-02' }],
    ['at 6 pm', { at: '18:00', date: '2026-03-03' }],
    ['at 18:30', { at: '18:30', date: '2026-03-03' }],
    ['at 06:15', { at: '06:15', date: '2026-03-03' }],
    ['tomorrow at 18:30', { at: '18:30', date: '2026-03-03' }],
    ['tomorrow morning at 6', { at: '06:00', date: '2026-03-03' }],
    ['the day after tomorrow at 10', { at: '10:00', date: '2026-03-04' }],
    ['tonight at 9', { at: '21:00', date: '2026-03-02' }],
    ['this evening at 8:15', { at: '20:15', date: '2026-03-02' }],
    ['today at ten past seven pm', { at: '19:10', date: '2026-03-02' }],
    ['on Friday at 5 pm', { at: '17:00', date: '2026-03-06' }],
    ['next saturday evening at 7', { at: '19:00', date: '2026-03-07' }],
    ['on Monday at 9', { at: '09:00', date: '2026-03-09' }],
    ['on 24 December at 18:00', { at: '18:00', date: '2026-12-24' }],
    ['on December 24th at 6 pm', { at: '18:00', date: '2026-12-24' }],
    ['on the 1st of March at 12', { at: '12:00', date: '2027-03-01' }],
    ['in 20 minutes', { at: '19:00', date: '2026-03-02' }],
    ['in half an hour', { at: '19:10', date: '2026-03-02' }],
    ['in an hour and a half', { at: '20:10', date: '2026-03-02' }],
    ['in a couple of hours', { at: '20:40', date: '2026-03-02' }],
    ['two hours from now', { at: '20:40', date: '2026-03-02' }],
    ['six hours later', { at: '00:40', date: '2026-03-03' }],
    ['in 3 days', { at: '18:40', date: '2026-03-05' }],
  ])('%s', (text, schedule) => {
    expect(read(text)).toEqual(schedule);
  });

  test('where the customer is', () => {
    expect(read('at 8 pm', '2026-03-02T20:00:00Z', 'Asia/Tokyo')).toEqual({
      at: '20:00',
      date: '2026-03-03',
    });
    expect(read('in 10 minutes', '2026-03-02T20:00:30Z', 'America/New_York')).toEqual({
      at: '15:11',
      date: '2026-03-02',
    });
  });

  test('in UTC, if the time zone is none', () => {
    expect(read('in 10 minutes', NOW, 'Mars/Olympus')).toEqual({ at: '17:50', date: '2026-03-02' });
  });
});

test.each([
  'every morning',
  'tonight',
  'on Friday',
  'in the evening',
  'at night',
  'every hour',
  'every 10 minutes',
  'every other day',
  'hourly',
  'at sunset',
])('knows that “%s” is a time, and that its hour is missing', (text) => {
  const tokens = tokenize(text);
  const moment = momentsAt(tokens, 0).get(tokens.length);
  expect(moment).toBeDefined();
  expect(moment && scheduleOf(moment, NOW, 'UTC')).toBeUndefined();
});

test.each([
  '7',
  'at the office',
  'in the kitchen',
  'one to 20',
  '25:10',
  '8:75',
  'at 60 percent',
  'on 31 February',
  'in the minute',
  'at home',
  'monday to',
])('“%s” is no time', (text) => {
  const tokens = tokenize(text);
  expect(momentsAt(tokens, 0).get(tokens.length)).toBeUndefined();
});
