import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeTiming } from '../testing/fake-timing.ts';
import { finish, playing, PROMPT, read, text, type Play } from '../testing/stream-model.ts';
import { CircuitBreaker, circuitBreaker } from './circuit-breaker.ts';
import { ModelFailure, type FailureKind } from './failure.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ANSWERS: Play = [text('Hi'), finish()];
const fails = (kind: FailureKind): Play => [new ModelFailure(kind, 'No.')];

function of(...plays: Play[]) {
  const timing = fakeTiming();
  const breaker = new CircuitBreaker({ failures: 2, openMs: 1_000 }, timing);
  const run = playing(circuitBreaker(breaker, timing), ...plays);
  const ask = () =>
    read(run.model).then(
      () => 'answered',
      (error: unknown) => (error as ModelFailure).kind,
    );
  return { ...run, breaker, ask };
}

describe('circuitBreaker', () => {
  it('opens after failures in a row, and asks no more', async () => {
    const { ask, asked, breaker } = of(fails('overloaded'));
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([
      'overloaded',
      'overloaded',
      'tripped',
      'tripped',
    ]);
    expect(asked).toHaveLength(2);
    expect(breaker.state).toBe('open');
  });

  it('counts a reply that breaks in the middle', async () => {
    const { ask, breaker } = of([text('H'), new ModelFailure('incomplete', 'No.')]);
    expect([await ask(), await ask()]).toEqual(['incomplete', 'incomplete']);
    expect(breaker.state).toBe('open');
  });

  it('starts counting again after a success', async () => {
    const { ask, breaker } = of(fails('broken'), ANSWERS, fails('broken'), ANSWERS);
    for (let n = 0; n < 4; n++) await ask();
    expect(breaker.state).toBe('closed');
  });

  it.each(['rate-limited', 'too-long', 'rejected'] as const)(
    'does not hold %s against the provider',
    async (kind) => {
      const { ask, breaker } = of(fails(kind));
      for (let n = 0; n < 5; n++) expect(await ask()).toBe(kind);
      expect(breaker.state).toBe('closed');
    },
  );

  it('tries once after a while, and closes when that succeeds', async () => {
    const { ask, breaker } = of(fails('broken'), fails('broken'), ANSWERS);
    await ask();
    await ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(breaker.state).toBe('half-open');
    expect(await ask()).toBe('answered');
    expect(breaker.state).toBe('closed');
  });

  it('tries once after a while, and opens again when that fails', async () => {
    const { ask, asked, breaker } = of(fails('broken'));
    await ask();
    await ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([await ask(), await ask()]).toEqual(['broken', 'tripped']);
    expect(asked).toHaveLength(3);
    expect(breaker.state).toBe('open');
  });

  it('lets only one try at a time', async () => {
    const { ask, asked, model } = of(fails('broken'), fails('broken'), ANSWERS);
    await ask();
    await ask();
    await vi.advanceTimersByTimeAsync(1_000);
    const { stream } = await model.doStream(PROMPT);
    expect(await ask()).toBe('tripped');
    expect(asked).toHaveLength(3);
    // The one who tried went away without a result: another may try.
    await stream.cancel();
    expect(await ask()).toBe('answered');
  });

  it('does not count what the caller stopped', async () => {
    const { model, breaker } = of(fails('broken'));
    const stopped = { ...PROMPT, abortSignal: AbortSignal.abort() };
    for (let n = 0; n < 3; n++) await expect(read(model, stopped)).rejects.toThrow('broken');
    expect(breaker.state).toBe('closed');
  });

  it('takes a reply for a success that is read to its finish and no further', async () => {
    const { ask, breaker, model } = of(fails('broken'), fails('broken'), ANSWERS);
    await ask();
    await ask();
    await vi.advanceTimersByTimeAsync(1_000);
    const { stream } = await model.doStream(PROMPT);
    for await (const part of stream) if (part.type === 'finish') break;
    expect(breaker.state).toBe('closed');
  });
});
