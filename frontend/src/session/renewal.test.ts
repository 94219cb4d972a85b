import { expect, test } from 'vitest';
import { renewIn } from './renewal.ts';

const MINUTE = 60_000;

test.each([
  ['a minute before its token ends', 60 * MINUTE, 59 * MINUTE],
  ['at half the life of a token that lasts less than two', MINUTE + 40_000, 50_000],
  ['not sooner than after half a minute', 10_000, 30_000],
  ['not sooner for a token that has ended', -MINUTE, 30_000],
  ['before the two hours of AWS', 24 * 60 * MINUTE, 110 * MINUTE],
])('a line is replaced %s', (_, left, after) => {
  expect(renewIn(left)).toBe(after);
});
