import { expect, test } from 'vitest';
import { turnId } from './turn-id.ts';

test('replies sort by their ids as they began, in whatever century', () => {
  const times = [
    new Date(0),
    new Date('2001-09-09'),
    new Date('2026-05-04T10:00:00.000Z'),
    new Date('2026-05-04T10:00:00.001Z'),
    new Date('2059-05-25'),
    new Date('2500-01-01'),
  ];
  const ids = times.map((time, n) => turnId(time, `${9 - n}`));
  expect(ids.toSorted()).toEqual(ids);
  expect(turnId(new Date('2026-05-04'), 'a')).toBe('0moqfnk00a');
});
