import { describe, expect, it } from 'vitest';
import { entryOf, stateOf, testStore } from '../testing/store.ts';
import { localRecords } from './records.ts';

const ANN = { id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC' };
const LAMP = { kind: 'device', id: 'lamp', data: { type: 'light' } };

async function desk({ isServed = false } = {}) {
  const { store, clock } = testStore();
  await store.customers.put(ANN);
  const server = { writes: () => Promise.resolve() };
  const records = localRecords(store, isServed, clock.now, () => server.writes());
  return { store, clock, records, server };
}

describe('import', () => {
  it('puts in customers with their objects and timers, given who stands there', async () => {
    const { store, clock, records } = await desk();
    const timer = { id: 't', schedule: { at: '07:00', days: ['monday' as const] } };
    const lines = [
      { id: 'ann', level: 'premium', objects: [LAMP], timers: [] },
      { id: 'ben', objects: [], timers: [timer] },
    ];
    await records.import(lines, (line, standing) => ({ ...ANN, name: standing?.name ?? 'New', ...line }));

    await expect(records.get('ann')).resolves.toEqual({ ...ANN, level: 'premium' });
    await expect(records.get('ben')).resolves.toEqual({ ...ANN, id: 'ben', name: 'New' });
    await expect(store.objects.list('ann', 'device')).resolves.toMatchObject([{ id: 'lamp', version: 1 }]);
    expect(store.scheduler.nextDue(clock.now())).toBeDefined();
  });

  it('is all or none', async () => {
    const { records } = await desk();
    const lines = [
      { id: 'ben', objects: [], timers: [] },
      { id: 'bad', objects: [], timers: [] },
    ];
    const importing = records.import(lines, (line) => {
      if (line.id === 'bad') throw new Error('broken');
      return { ...ANN, ...line };
    });

    await expect(importing).rejects.toThrow('broken');
    await expect(records.get('ben')).resolves.toBeUndefined();
  });
});

it('what there is of a customer is counted, comes out, and goes', async () => {
  const { store, clock, records } = await desk();
  await store.objects.write('ann', 'device', 'lamp', 0, {}, clock.now());
  const all = [
    { what: 'objects', count: 1 },
    { what: 'customer', count: 1 },
  ];

  await expect(records.holdings('ann')).resolves.toEqual(all);
  await expect(records.export('ann')).resolves.toMatchObject({ customer: ANN, objects: [{ id: 'lamp' }] });
  await expect(records.erase('ann')).resolves.toEqual({ removed: all, isBusy: false });
  await expect(records.get('ann')).resolves.toBeUndefined();
});

it('what a server wrote late goes, too', async () => {
  const { store, records, server } = await desk({ isServed: true });
  await store.log.append(entryOf('cv', 1));
  server.writes = () => store.conversations.put({ id: 'cv', seq: 1, state: stateOf('ann') });

  await expect(records.erase('ann')).resolves.toEqual({
    removed: [
      { what: 'log entries', count: 1 },
      { what: 'customer', count: 1 },
      { what: 'conversations', count: 1 },
    ],
    isBusy: false,
  });
  await expect(records.holdings('ann')).resolves.toEqual([]);
});

it('nothing goes before the bot has answered what was accepted', async () => {
  const { store, clock, records, server } = await desk({ isServed: true });
  await store.log.append(entryOf('cv', 1));
  await store.inbox.ring('cv');
  await expect(records.erase('ann')).resolves.toEqual({ removed: [], isBusy: true });
  for (const ring of store.inbox.due(clock.now(), 1)) await store.inbox.answered(ring);

  // Somebody writes, in another conversation, while it is waited.
  server.writes = async () => {
    await store.log.append(entryOf('again', 1));
    await store.inbox.ring('again');
  };
  await expect(records.erase('ann')).resolves.toMatchObject({
    removed: [{ what: 'log entries', count: 1 }, { what: 'customer' }],
    isBusy: true,
  });
});

it('nothing goes while the bot answers', async () => {
  const { store, clock, records } = await desk({ isServed: true });
  const until = new Date(clock.now().getTime() + 60_000);
  await store.log.append(entryOf('cv', 1));
  await store.leases.acquire('cv', 'worker', clock.now(), until);
  await expect(records.erase('ann')).resolves.toEqual({ removed: [], isBusy: true });

  await store.leases.release('cv', 'worker');
  await expect(records.erase('ann')).resolves.toMatchObject({ isBusy: false });
});
