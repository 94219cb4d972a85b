import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it, vi } from 'vitest';
import { testStore } from '../testing/store.ts';

afterEach(() => vi.restoreAllMocks());

/** Tables that are always small, or read as a whole on purpose. */
const READ_WHOLE = /^SCAN (pauses|customers)$/;

it('no request reads a whole table, and none sorts', () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  const { store } = testStore();
  const statements = prepare.mock.calls
    .map(([sql]) => sql)
    .filter((sql) => /^(SELECT|UPDATE|DELETE)/.test(sql.trim()));
  expect(statements.length).toBeGreaterThan(20);

  const wrong = statements
    // Ends all leases, at the start.
    .filter((sql) => sql !== 'DELETE FROM leases')
    .flatMap((sql) =>
      store.database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => String(row['detail']))
        .filter((step) => (/^SCAN/.test(step) && !READ_WHOLE.test(step)) || /TEMP B-TREE/.test(step))
        .map((step) => `${step}: ${sql}`),
    );

  expect(wrong).toEqual([]);
});

it('the log finds its end without reading the conversation', () => {
  const { store } = testStore();
  const plan = store.database
    .prepare('EXPLAIN QUERY PLAN SELECT max(last_seq) FROM entries WHERE conversation_id = ?')
    .all();

  expect(plan.map((row) => row['detail'])).toEqual([
    expect.stringMatching(/^SEARCH entries USING COVERING INDEX/),
  ]);
});
