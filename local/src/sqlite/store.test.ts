import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entryOf, stateOf, temporaryFolder, testStore } from '../testing/store.ts';
import { sweep } from './sweep.ts';

const LATER_MS = 60_000;

describe('the log', () => {
  it('has one winner for each number, and no gap', async () => {
    const { store } = testStore();
    const writers = Array.from({ length: 8 }, async () => {
      let won = 0;
      for (let seq = 1; seq <= 50; seq++)
        if ((await store.log.append(entryOf('cv', seq))) === 'appended') won++;
      return won;
    });

    const won = await Promise.all(writers);

    expect(won.reduce((sum, count) => sum + count)).toBe(50);
    const entries = await store.log.after('cv', 0, 100);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('takes no entry that leaves a gap, and none without frames', async () => {
    const { store } = testStore();

    await expect(store.log.append(entryOf('cv', 2))).resolves.toBe('taken');
    await expect(store.log.append({ ...entryOf('cv', 1), frames: [] })).rejects.toThrow('without frames');
    await expect(store.log.last('cv')).resolves.toBeUndefined();
  });
});

describe('objects', () => {
  it('are written by version, and with an effect once', async () => {
    const { store, clock } = testStore();
    const write = (expected: number, data: { n: number } | null, effect?: string) =>
      store.objects.write('ann', 'device', 'lamp', expected, data, clock.now(), effect);

    await expect(write(1, { n: 0 })).resolves.toBe('conflict');
    await expect(write(0, { n: 1 }, 'first')).resolves.toBe('written');
    await expect(write(1, { n: 2 })).resolves.toBe('written');
    await expect(write(2, { n: 9 }, 'first')).resolves.toBe('repeated');
    await expect(store.objects.get('ann', 'device', 'lamp')).resolves.toMatchObject({
      version: 2,
      data: { n: 2 },
    });
    await expect(store.objects.get('ben', 'device', 'lamp')).resolves.toBeUndefined();
    await expect(store.objects.applied('ann', 'first')).resolves.toBe(true);
    await expect(store.objects.applied('ben', 'first')).resolves.toBe(false);
    await expect(write(2, null)).resolves.toBe('written');
    await expect(store.objects.list('ann', 'device')).resolves.toEqual([]);
  });
});

describe('leases', () => {
  it('are one at a time, until they end', async () => {
    const { store, clock } = testStore();
    const acquire = (owner: string) =>
      store.leases.acquire('cv', owner, clock.now(), new Date(clock.now().getTime() + LATER_MS));

    await expect(acquire('a')).resolves.toBe(true);
    await expect(acquire('a')).resolves.toBe(true);
    await expect(acquire('b')).resolves.toBe(false);
    await store.leases.release('cv', 'b');
    await expect(acquire('b')).resolves.toBe(false);
    clock.advance(LATER_MS);
    await expect(acquire('b')).resolves.toBe(true);
    await store.leases.clear();
    await expect(acquire('a')).resolves.toBe(true);
  });
});

describe('budgets', () => {
  it('are not overspent by whoever asks at once, and begin anew', async () => {
    const { store, clock } = testStore();
    const take = (amount: number) =>
      store.budgets.take('k', amount, 10, clock.now(), new Date(clock.now().getTime() + LATER_MS));

    const granted = await Promise.all([4, 4, 4].map(take));
    expect(granted).toEqual([true, true, false]);
    await take(-100);
    await expect(take(11)).resolves.toBe(false);
    await expect(take(10)).resolves.toBe(true);
    clock.advance(LATER_MS);
    await expect(take(10)).resolves.toBe(true);
  });
});

describe('requests', () => {
  it('are claimed once until they are forgotten', async () => {
    const { store, clock } = testStore();
    const claim = (messageId: string) =>
      store.requests.claim(
        'ann',
        'r',
        { hash: 'h', conversationId: 'cv', messageId, after: 0 },
        clock.now(),
        new Date(clock.now().getTime() + LATER_MS),
      );

    await expect(claim('first')).resolves.toMatchObject({ messageId: 'first' });
    await expect(claim('second')).resolves.toMatchObject({ messageId: 'first' });
    clock.advance(LATER_MS);
    await expect(claim('third')).resolves.toMatchObject({ messageId: 'third' });
  });
});

describe('billing', () => {
  it('bills once for a key, and says that no money moves', async () => {
    const { store } = testStore();

    const record = await store.billing.changePlan('ann', 'premium', 'k');

    expect(record).toMatchObject({ level: 'premium', note: 'Demo: no money moves.' });
    await expect(store.billing.changePlan('ann', 'enterprise', 'k')).resolves.toEqual(record);
    await expect(store.billing.find('ann', 'k')).resolves.toEqual(record);
    await expect(store.billing.find('ben', 'k')).resolves.toBeUndefined();
  });
});

describe('pauses', () => {
  it('stand until they are cleared', async () => {
    const { store } = testStore();
    await store.pauses.set({ reason: 'all' });
    await store.pauses.set({ action: 'volume', level: 'basic', reason: 'one' });
    await store.pauses.set({ action: 'volume', level: 'basic', reason: 'again' });

    await expect(store.pauses.list()).resolves.toEqual([
      { reason: 'all' },
      { action: 'volume', level: 'basic', reason: 'again' },
    ]);
    await expect(store.pauses.clear({ action: 'volume' })).resolves.toBe(false);
    await expect(store.pauses.clear({})).resolves.toBe(true);
    await expect(store.pauses.list()).resolves.toHaveLength(1);
  });
});

describe('the ledger', () => {
  it('settles nothing that was not intended', async () => {
    const { store } = testStore();
    const key = { conversationId: 'cv', turn: 't', step: 0, call: 0 };

    await expect(store.ledger.settle(key, { outcome: { status: 'done', result: 1 } }, 'now')).rejects.toThrow(
      'Nothing was intended at cv/t/0/0',
    );
  });
});

it('sweeping removes what has ended', async () => {
  const { store, clock } = testStore();
  const until = new Date(clock.now().getTime() + LATER_MS);
  const record = { hash: 'h', conversationId: 'cv', messageId: 'm', after: 0 };
  await store.requests.claim('ann', 'r', record, clock.now(), until);
  await store.budgets.take('k', 1, 10, clock.now(), until);

  await expect(sweep(store, clock.now())).resolves.toBe(0);
  clock.advance(LATER_MS);
  await expect(sweep(store, clock.now())).resolves.toBe(2);
});

it('everything is there when it is opened again', async () => {
  const path = join(temporaryFolder(), 'bot.db');
  const { store } = testStore(path);
  await store.customers.create({ id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC' });
  await store.log.append(entryOf('cv', 1));
  await store.conversations.put({ id: 'cv', seq: 1, state: stateOf('ann') });
  store.close();

  const again = testStore(path).store;

  await expect(again.customers.get('ann')).resolves.toMatchObject({ name: 'Ann' });
  expect(again.customers.list(5)).toHaveLength(1);
  await expect(again.log.last('cv')).resolves.toMatchObject({ seq: 1 });
  await expect(again.conversations.ofCustomer('ann', 5)).resolves.toMatchObject({ items: [{ id: 'cv' }] });
});
