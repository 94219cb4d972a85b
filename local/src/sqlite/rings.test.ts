import { expect, it, vi } from 'vitest';
import { testStore } from '../testing/store.ts';

it('a ring stands until it is answered', async () => {
  const { store, clock } = testStore();
  await store.inbox.ring('a');
  await store.inbox.ring('b');
  const [ring] = store.inbox.due(clock.now(), 10);
  if (ring === undefined) throw new Error('Nothing rang.');

  await store.inbox.answered(ring);

  expect(store.inbox.due(clock.now(), 10).map(({ conversationId }) => conversationId)).toEqual(['b']);
});

it('ringing twice is one ring, and one in the middle of an answer is not lost', async () => {
  const { store, clock } = testStore();
  await store.inbox.ring('a');
  await store.inbox.ring('a');
  const rings = store.inbox.due(clock.now(), 10);
  expect(rings).toHaveLength(1);
  await store.inbox.ring('a');

  for (const ring of rings) await store.inbox.answered(ring);

  expect(store.inbox.due(clock.now(), 10)).toHaveLength(1);
});

it('one that is postponed is due at its time, or when it is rung again', async () => {
  const { store, clock } = testStore();
  const postpone = async () => {
    for (const ring of store.inbox.due(clock.now(), 10))
      await store.inbox.postpone(ring, new Date(clock.now().getTime() + 1_000), 2);
  };
  await store.inbox.ring('a');
  await postpone();
  expect(store.inbox.due(clock.now(), 10)).toEqual([]);
  expect(store.inbox.nextDue(clock.now())?.getTime()).toBe(clock.now().getTime() + 1_000);

  await store.inbox.ring('a');
  expect(store.inbox.due(clock.now(), 10)).toMatchObject([{ failures: 2 }]);

  await postpone();
  clock.advance(1_000);
  expect(store.inbox.due(clock.now(), 10)).toMatchObject([{ failures: 2 }]);
  expect(store.inbox.nextDue(clock.now())).toBeUndefined();
});

it('whoever listens hears of a ring once it is on disk', async () => {
  const { store, clock } = testStore();
  const listener = vi.fn(() => store.inbox.due(clock.now(), 10).length);
  const stop = store.inbox.onRing(listener);

  await store.inbox.ring('a');
  stop();
  await store.inbox.ring('b');

  expect(listener.mock.results).toEqual([{ type: 'return', value: 1 }]);
});
