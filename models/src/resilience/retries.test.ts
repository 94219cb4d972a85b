import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeTiming } from '../testing/fake-timing.ts';
import { finish, playing, PROMPT, read, START, text, type Play } from '../testing/stream-model.ts';
import { ModelFailure, type FailureKind } from './failure.ts';
import { retries } from './retries.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const fails = (kind: FailureKind, retryAfterMs?: number): Play => [
  new ModelFailure(kind, 'No.', retryAfterMs),
];
const ANSWERS: Play = [START, text('Hi'), finish()];

const of = (random: number, ...plays: Play[]) =>
  playing(retries({ attempts: 4, firstWaitMs: 100, longestWaitMs: 1_000 }, fakeTiming(random)), ...plays);

async function outcome({ model, asked }: ReturnType<typeof of>): Promise<string> {
  const began = Date.now();
  const reading = read(model).then(
    (parts) => parts.map((part) => (part.type === 'text-delta' ? part.delta : part.type)).join(' '),
    (error: unknown) => (error as ModelFailure).kind,
  );
  const at = reading.then((result) => `${result} after ${asked.length}, ${Date.now() - began} ms`);
  await vi.advanceTimersByTimeAsync(60_000);
  return at;
}

describe('retries', () => {
  it('asks once if that is enough', async () => {
    expect(await outcome(of(1, ANSWERS))).toBe('stream-start Hi finish after 1, 0 ms');
  });

  it('doubles the longest wait each time, and waits any part of it', async () => {
    const twice = [fails('overloaded'), fails('broken'), ANSWERS];
    expect(await outcome(of(1, ...twice))).toBe('stream-start Hi finish after 3, 300 ms');
    expect(await outcome(of(0.5, ...twice))).toBe('stream-start Hi finish after 3, 150 ms');
    expect(await outcome(of(0.1, ...twice))).toBe('stream-start Hi finish after 3, 30 ms');
  });

  it('gives up after some attempts', async () => {
    expect(await outcome(of(1, fails('unreachable')))).toBe('unreachable after 4, 700 ms');
  });

  it('waits at least as long as it is told to', async () => {
    expect(await outcome(of(0, fails('rate-limited', 700), ANSWERS))).toBe(
      'stream-start Hi finish after 2, 700 ms',
    );
  });

  it('does not wait when it is told to wait too long', async () => {
    expect(await outcome(of(0, fails('rate-limited', 1_001), ANSWERS))).toBe('rate-limited after 1, 0 ms');
  });

  it.each(['timed-out', 'unauthorized', 'too-long', 'rejected', 'tripped'] as const)(
    'does not ask again when it was %s',
    async (kind) => {
      expect(await outcome(of(0, fails(kind), ANSWERS))).toBe(`${kind} after 1, 0 ms`);
    },
  );

  it('asks again when a stream breaks before the first token', async () => {
    const breaks: Play = [START, { type: 'ping' }, new ModelFailure('incomplete', 'No.')];
    expect(await outcome(of(0, breaks, ANSWERS))).toBe('stream-start Hi finish after 2, 0 ms');
  });

  it('never asks again once something was streamed', async () => {
    const breaks: Play = [START, text('H'), new ModelFailure('overloaded', 'No.')];
    expect(await outcome(of(0, breaks, ANSWERS))).toBe('overloaded after 1, 0 ms');
  });

  it('takes an empty reply for a reply', async () => {
    expect(await outcome(of(0, [START, finish()], ANSWERS))).toBe('stream-start finish after 1, 0 ms');
  });

  it('takes an unknown error for what it is', async () => {
    expect(await outcome(of(0, [new TypeError('fetch failed')], ANSWERS))).toBe(
      'stream-start Hi finish after 2, 0 ms',
    );
  });

  it('stops waiting when the caller stops', async () => {
    const stop = new AbortController();
    const run = of(0, fails('rate-limited', 500));
    const stopped = expect(read(run.model, { ...PROMPT, abortSignal: stop.signal })).rejects.toThrow(
      'enough',
    );
    await vi.advanceTimersByTimeAsync(10);
    stop.abort(new Error('enough'));
    await stopped;
    expect(run.asked).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets go of a reply that is not read on', async () => {
    const run = of(0, [text('a'), text('b'), text('c'), finish()]);
    const { stream } = await run.model.doStream(PROMPT);
    await stream.cancel();
    expect(run.cancelled()).toBe(1);
  });
});
