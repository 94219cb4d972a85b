import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import type { Bot } from '@agentic-service-bot/bot';
import type { BotEvent, Timer } from '@agentic-service-bot/bot/ports';
import { expect, it, onTestFinished, vi } from 'vitest';
import { testStore } from '../testing/store.ts';
import { TimerLoop } from './timer-loop.ts';

const MINUTE = 60_000;
/** The clock begins on Monday 4 May 2026 at 10:00 UTC. */
const timer = (id: string, at = '10:30'): Timer => ({
  customerId: 'ann',
  id,
  conversationId: 'cv',
  schedule: { at, days: ['monday'] },
  timeZone: 'UTC',
});

/** @param tickMs by how much the loop's clock moves on whenever it looks at it, milliseconds. */
function testLoop(fire: Bot['fire'], tickMs = 0) {
  const { store, clock } = testStore();
  const events: BotEvent[] = [];
  const bot = { fire: vi.fn(fire) };
  const telemetry = { report: (event: BotEvent) => void events.push(event) };
  const now = () => {
    clock.advance(tickMs);
    return clock.now();
  };
  const loop = new TimerLoop({ timers: store.scheduler, bot, telemetry, now });
  onTestFinished(() => loop.stop());
  const fired = () => bot.fire.mock.calls.map(([{ id }, plannedAt]) => `${id} ${plannedAt.toISOString()}`);
  return { store, clock, bot, loop, events, fired };
}

it('fires a timer at its time, once, and not before', async () => {
  const { store, clock, loop, fired } = testLoop(() => Promise.resolve('done'));
  loop.start();
  await store.scheduler.set(timer('a'));
  expect(fired()).toEqual([]);
  clock.advance(30 * MINUTE);
  await store.scheduler.set(timer('b'));

  await eventually(() => expect(store.scheduler.due(clock.now(), 10)).toEqual([]));

  expect(fired()).toEqual(['a 2026-05-04T10:30:00.000Z']);
  expect(store.scheduler.nextDue(clock.now())).toEqual(new Date('2026-05-11T10:30:00.000Z'));
});

/** The timers of the process stand still until the test moves them on. */
function holdTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

it('wakes by itself when the time has come', async () => {
  holdTimers();
  const { store, clock, loop, fired } = testLoop(() => Promise.resolve('done'));
  loop.start();
  await store.scheduler.set(timer('a', '10:00'));
  clock.advance(7 * 24 * 60 * MINUTE);
  // However far off it is: the clock may be set.
  vi.advanceTimersByTime(MINUTE);
  await eventually(() => expect(fired()).toHaveLength(1));
});

it.each([0, 1, 2, 3])('fires one whose time comes %i ms after it begins to look', async (ms) => {
  const { store, clock, loop, fired } = testLoop(() => Promise.resolve('done'), 1);
  await store.scheduler.set(timer('a'));
  clock.advance(30 * MINUTE - ms);

  loop.start();

  await eventually(() => expect(fired()).toHaveLength(1));
});

it('looks again when the store could not be read', async () => {
  holdTimers();
  const { store, clock, loop, fired, events } = testLoop(() => Promise.resolve('done'));
  await store.scheduler.set(timer('a'));
  clock.advance(30 * MINUTE);
  vi.spyOn(store.scheduler, 'due').mockImplementationOnce(() => {
    throw new Error('disk I/O error');
  });
  loop.start();
  expect(events).toMatchObject([{ type: 'fault', where: 'timer', error: 'Error: disk I/O error' }]);

  vi.advanceTimersByTime(5_000);
  await eventually(() => expect(fired()).toHaveLength(1));
});

it('a server that was down for weeks fires once for what it missed, and what can still run', async () => {
  const { store, clock, loop, fired } = testLoop(() => Promise.resolve('done'));
  await store.scheduler.set(timer('early', '10:30'));
  await store.scheduler.set(timer('late', '11:10'));
  clock.advance((3 * 7 * 24 + 2) * 60 * MINUTE);
  loop.start();

  await eventually(() => expect(store.scheduler.due(clock.now(), 10)).toEqual([]));

  expect(fired()).toEqual([
    'early 2026-05-04T10:30:00.000Z',
    'late 2026-05-04T11:10:00.000Z',
    'late 2026-05-25T11:10:00.000Z',
  ]);
  expect(store.scheduler.nextDue(clock.now())).toEqual(new Date('2026-06-01T10:30:00.000Z'));
});

it('is asked again for the same time until it is done', async () => {
  const answers: (() => Promise<'done' | 'busy'>)[] = [
    () => Promise.resolve('busy'),
    () => Promise.reject(new Error('disk')),
    () => Promise.resolve('done'),
  ];
  const { store, clock, loop, bot, fired, events } = testLoop(
    () => answers[bot.fire.mock.calls.length - 1]?.() ?? Promise.resolve('done'),
  );
  loop.start();
  await store.scheduler.set(timer('a'));
  clock.advance(30 * MINUTE);

  for (const [calls, wait] of [
    [1, 1_000],
    [2, 5_000],
  ] as const) {
    // Anything that is set makes it look.
    await store.scheduler.set(timer(`other-${calls}`, '20:00'));
    await eventually(() => expect(bot.fire).toHaveBeenCalledTimes(calls));
    await eventually(() =>
      expect(store.scheduler.nextDue(clock.now())).toEqual(new Date(clock.now().getTime() + wait)),
    );
    clock.advance(wait);
  }
  await store.scheduler.set(timer('other-3', '20:00'));
  await eventually(() => expect(store.scheduler.due(clock.now(), 10)).toEqual([]));

  expect(fired()).toEqual(Array.from({ length: 3 }, () => 'a 2026-05-04T10:30:00.000Z'));
  expect(events).toMatchObject([{ type: 'fault', where: 'timer', error: 'Error: disk' }]);
});

it('fires sixteen at a time, and leaves none out', async () => {
  const gate = Promise.withResolvers<'done'>();
  const { store, clock, loop, bot } = testLoop(() => gate.promise);
  for (let n = 0; n < 40; n++) await store.scheduler.set(timer(`t-${n}`));
  clock.advance(30 * MINUTE);
  loop.start();
  expect(bot.fire).toHaveBeenCalledTimes(16);

  gate.resolve('done');
  await eventually(() => expect(store.scheduler.due(clock.now(), 10)).toEqual([]));

  expect(bot.fire).toHaveBeenCalledTimes(40);
});
