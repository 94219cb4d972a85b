import { expect, it } from 'vitest';
import { testStore } from '../testing/store.ts';
import { takesWrites } from './takes-writes.ts';

const ANN = { id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC' };
/** As small as the database is, SQLite takes it for the most there may be. */
const FULL = 'PRAGMA max_page_count = 1';
const ROOMY = 'PRAGMA max_page_count = 1000000';

it('a store takes writes until its disk is full, and again once there is room', async () => {
  const { store } = testStore();
  await store.customers.put(ANN);
  await expect(takesWrites(store)).resolves.toBe(true);

  store.database.exec(FULL);
  await expect(store.customers.put({ ...ANN, name: 'A'.repeat(100_000) })).rejects.toThrow('full');
  await expect(takesWrites(store)).resolves.toBe(false);
  await expect(takesWrites(store)).resolves.toBe(false);

  store.database.exec(ROOMY);
  await expect(takesWrites(store)).resolves.toBe(true);
  expect(store.settings.get('probe')).toBeUndefined();
});
