import type { Timer } from '@agentic-service-bot/bot/ports';
import { expect, it } from 'vitest';
import { testStore } from '../testing/store.ts';

/** The clock begins on Monday 4 May 2026 at 10:00 UTC. */
const MONDAYS: Timer = {
  customerId: 'ann',
  id: 'morning',
  conversationId: 'cv',
  schedule: { at: '10:30', days: ['monday'] },
  timeZone: 'UTC',
};
const HALF_HOUR = 30 * 60_000;

it('a timer is due at its time, and after it has fired at its next', async () => {
  const { store, clock } = testStore();
  await store.scheduler.set(MONDAYS);
  expect(store.scheduler.due(clock.now(), 10)).toEqual([]);
  expect(store.scheduler.nextDue(clock.now())).toEqual(new Date('2026-05-04T10:30:00.000Z'));
  clock.advance(HALF_HOUR);
  const [due] = store.scheduler.due(clock.now(), 10);
  expect(due).toEqual({ timer: MONDAYS, plannedAt: new Date('2026-05-04T10:30:00.000Z') });
  if (due === undefined) return;

  await store.scheduler.fired(due, due.plannedAt);

  expect(store.scheduler.due(clock.now(), 10)).toEqual([]);
  expect(store.scheduler.nextDue(clock.now())).toEqual(new Date('2026-05-11T10:30:00.000Z'));
});

it('one with a date goes away when it has fired', async () => {
  const { store, clock } = testStore();
  await store.scheduler.set({ ...MONDAYS, schedule: { at: '10:30', date: '2026-05-04' } });
  clock.advance(HALF_HOUR);

  for (const due of store.scheduler.due(clock.now(), 10)) await store.scheduler.fired(due, due.plannedAt);

  expect(store.scheduler.due(clock.now(), 10)).toEqual([]);
  expect(store.scheduler.nextDue(clock.now())).toBeUndefined();
});

it('one with a date that has passed takes the place of what was there, and never fires', async () => {
  const { store, clock } = testStore();
  await store.scheduler.set(MONDAYS);
  await store.scheduler.set({ ...MONDAYS, schedule: { at: '09:00', date: '2026-05-04' } });

  expect(store.scheduler.nextDue(clock.now())).toBeUndefined();
});

it('one that is postponed keeps the time that it is for', async () => {
  const { store, clock } = testStore();
  await store.scheduler.set(MONDAYS);
  clock.advance(HALF_HOUR);
  for (const due of store.scheduler.due(clock.now(), 10)) {
    await store.scheduler.postpone(due, new Date('2026-05-04T10:31:00.000Z'));
  }
  expect(store.scheduler.due(clock.now(), 10)).toEqual([]);
  clock.advance(60_000);

  expect(store.scheduler.due(clock.now(), 10)).toMatchObject([
    { plannedAt: new Date('2026-05-04T10:30:00.000Z') },
  ]);
});

it('one that was set anew or cancelled while it fired is left as it is now', async () => {
  const { store, clock } = testStore();
  await store.scheduler.set(MONDAYS);
  await store.scheduler.set({ ...MONDAYS, id: 'evening' });
  clock.advance(HALF_HOUR);
  const dues = store.scheduler.due(clock.now(), 10);
  expect(dues).toHaveLength(2);
  await store.scheduler.set({ ...MONDAYS, schedule: { at: '18:00', days: ['friday'] } });
  await store.scheduler.cancel('ann', 'evening');

  for (const due of dues) await store.scheduler.fired(due, due.plannedAt);

  expect(store.scheduler.nextDue(clock.now())).toEqual(new Date('2026-05-08T18:00:00.000Z'));
  clock.advance(30 * 24 * 2 * HALF_HOUR);
  expect(store.scheduler.due(clock.now(), 10)).toHaveLength(1);
});
