import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { every } from './every.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('does its work again and again, whatever becomes of it, until it is ended', async () => {
  const errors: unknown[] = [];
  const work = vi.fn(() => {
    if (work.mock.calls.length === 1) throw new Error('first');
  });
  const stop = every(1_000, work, (error) => void errors.push(error));

  await vi.advanceTimersByTimeAsync(999);
  expect(work).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_001);
  expect(work).toHaveBeenCalledTimes(3);
  await stop();
  await vi.advanceTimersByTimeAsync(10_000);

  expect(work).toHaveBeenCalledTimes(3);
  expect(errors).toEqual([new Error('first')]);
});

it('does it sooner the first time, where it is to', async () => {
  const work = vi.fn();
  const stop = every(1_000, work, vi.fn(), 10);

  await vi.advanceTimersByTimeAsync(10);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(999);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(2);
  await stop();
});

it('ends once what is under way has ended', async () => {
  const gate = Promise.withResolvers<undefined>();
  const stop = every(1_000, () => gate.promise, vi.fn());
  await vi.advanceTimersByTimeAsync(1_000);
  const ended = vi.fn();
  const ending = stop().then(ended);
  await vi.advanceTimersByTimeAsync(0);
  expect(ended).not.toHaveBeenCalled();

  gate.resolve(undefined);
  await ending;
  await vi.advanceTimersByTimeAsync(10_000);

  expect(ended).toHaveBeenCalledOnce();
});
