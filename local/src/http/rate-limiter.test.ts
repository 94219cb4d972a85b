import { ManualClock } from '@agentic-service-bot/bot/testing';
import { expect, it } from 'vitest';
import { Counter } from './counter.ts';
import { RateLimiter } from './rate-limiter.ts';

it('lets a burst through, then so many a second, for each by themselves', () => {
  const clock = new ManualClock();
  const limiter = new RateLimiter({ burst: 3, perSecond: 2 }, clock.now);
  const take = (times: number) => Array.from({ length: times }, () => limiter.take('ann'));

  expect(take(4)).toEqual([undefined, undefined, undefined, 500]);
  expect(limiter.take('ben')).toBeUndefined();
  clock.advance(1_000);
  expect(take(3)).toEqual([undefined, undefined, 500]);
  clock.advance(3_600_000);
  expect(take(4)).toEqual([undefined, undefined, undefined, 500]);
});

it('a clock that is set back gives nothing and takes nothing', () => {
  const clock = new ManualClock();
  const limiter = new RateLimiter({ burst: 1, perSecond: 1 }, clock.now);
  limiter.take('ann');
  clock.advance(-60_000);

  expect(limiter.take('ann')).toBe(1_000);
});

it('forgets who has been quiet, and only them', () => {
  const clock = new ManualClock();
  const limiter = new RateLimiter({ burst: 1, perSecond: 1 }, clock.now);
  for (let n = 0; n < 10_000; n++) limiter.take(`quiet-${n}`);
  clock.advance(1_000);
  limiter.take('ann');

  expect(limiter.take('ann')).toBe(1_000);
  expect(limiter.take('quiet-1')).toBeUndefined();
});

it('a counter counts up to its limit for each, and down again', () => {
  const counter = new Counter(2);

  expect([counter.add('a'), counter.add('a'), counter.add('a'), counter.add('b')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  counter.remove('a');
  counter.remove('b');
  expect([counter.add('a'), counter.add('a')]).toEqual([true, false]);
});
