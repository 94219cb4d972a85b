import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeTiming } from '../testing/fake-timing.ts';
import { finish, playing, PROMPT, read, START, text, type Play } from '../testing/stream-model.ts';
import { timeLimits } from './time-limits.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const of = (...play: Play) =>
  playing(timeLimits({ firstTokenMs: 100, betweenTokensMs: 50, messageMs: 300 }, fakeTiming()), play);

/** What becomes of a reply, and when. */
async function outcome({ model }: ReturnType<typeof of>): Promise<string> {
  const began = Date.now();
  const reading = read(model).then(
    () => 'done',
    (error: unknown) => (error as Error).message,
  );
  const at = reading.then((result) => `${Date.now() - began} ms: ${result}`);
  await vi.advanceTimersByTimeAsync(1_000);
  return at;
}

describe('timeLimits', () => {
  it('leaves a reply in time as it is', async () => {
    expect(await outcome(of(START, 90, text('a'), 40, text('b'), 40, finish()))).toBe('170 ms: done');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits only so long for a request to be answered', async () => {
    expect(await outcome(of(1))).toBe('100 ms: timed-out: Nothing came for 100 ms.');
  });

  it('waits only so long for the first token, whatever else comes', async () => {
    expect(await outcome(of(START, 60, { type: 'ping' }, 60, { type: 'ping' }, 60, text('a')))).toBe(
      '100 ms: timed-out: Nothing came for 100 ms.',
    );
  });

  it('waits only so long between tokens', async () => {
    expect(await outcome(of(80, text('a'), 40, text('b'), 60, finish()))).toBe(
      '170 ms: timed-out: It stopped for 50 ms.',
    );
  });

  it('ends a reply that drips', async () => {
    const drops = Array.from({ length: 20 }, () => [40, text('.')]).flat();
    expect(await outcome(of(...drops, finish()))).toBe('300 ms: timed-out: It was not done within 300 ms.');
  });

  it('lets go of the provider when the time is over', async () => {
    const run = of(START, text('a'), 500, finish());
    await outcome(run);
    expect(run.asked[0]?.abortSignal?.aborted).toBe(true);
    expect(run.cancelled()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops at once when the caller does', async () => {
    const stop = new AbortController();
    const run = of(text('a'), 40, text('b'), 40, finish());
    const reading = read(run.model, { ...PROMPT, abortSignal: stop.signal });
    const stopped = expect(reading).rejects.toThrow('enough');
    await vi.advanceTimersByTimeAsync(10);
    stop.abort(new Error('enough'));
    await stopped;
    expect(run.asked[0]?.abortSignal?.aborted).toBe(true);
  });

  it('forgets a reply that is not read on', async () => {
    const run = of(text('a'), text('b'), finish());
    const { stream } = await run.model.doStream(PROMPT);
    await stream.cancel();
    expect(run.cancelled()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('hands on what the provider throws', async () => {
    await expect(read(of(new Error('no route')).model)).rejects.toThrow('no route');
    expect(vi.getTimerCount()).toBe(0);
  });
});
