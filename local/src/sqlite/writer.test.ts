import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder, testStore } from '../testing/store.ts';
import { Writer } from './writer.ts';

function table() {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE numbers (number INTEGER PRIMARY KEY) STRICT');
  const insert = database.prepare('INSERT INTO numbers VALUES (?)');
  const writer = new Writer(database);
  const exec = vi.spyOn(database, 'exec');
  return {
    database,
    writer,
    add: (number: number) => writer.write(() => Number(insert.run(number).lastInsertRowid)),
    commits: () => exec.mock.calls.filter(([sql]) => sql === 'COMMIT').length,
    numbers: () =>
      database
        .prepare('SELECT number FROM numbers')
        .all()
        .map((row) => row['number']),
  };
}

describe('writes of concurrent callers', () => {
  it('share a commit', async () => {
    const { add, commits, numbers } = table();

    await expect(Promise.all([1, 2, 3, 4, 5].map(add))).resolves.toEqual([1, 2, 3, 4, 5]);

    expect(commits()).toBe(1);
    expect(numbers()).toHaveLength(5);
  });

  it('share few commits when each goes on with another one', async () => {
    const { add, commits, numbers } = table();

    await Promise.all(
      Array.from({ length: 50 }, async (_, caller) => {
        for (let step = 0; step < 4; step++) await add(caller * 10 + step);
      }),
    );

    expect(numbers()).toHaveLength(200);
    expect(commits()).toBeLessThanOrEqual(8);
  });

  it('stand or fall each by itself', async () => {
    const { writer, add, numbers, database } = table();
    const half = writer.write(() => {
      database.exec('INSERT INTO numbers VALUES (7)');
      throw new Error('changed its mind');
    });

    const results = await Promise.allSettled([add(1), half, add(1), add(2)]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    await expect(half).rejects.toThrow('changed its mind');
    expect(numbers()).toEqual([1, 2]);
  });
});

describe('a caller hears of a write', () => {
  it('only once it is committed', async () => {
    const { add, database } = table();
    const events: string[] = [];
    vi.spyOn(database, 'exec').mockImplementation((sql) => {
      DatabaseSync.prototype.exec.call(database, sql);
      events.push(sql);
    });

    await Promise.all([1, 2].map(async (number) => add(number).then(() => events.push('resolved'))));

    expect(events.slice(-3)).toEqual(['COMMIT', 'resolved', 'resolved']);
  });

  it('when another connection can read it', async () => {
    const path = join(temporaryFolder(), 'bot.db');
    const { store } = testStore(path);
    const other = new DatabaseSync(path, { readOnly: true });
    const rings = () => other.prepare('SELECT count(*) AS count FROM rings').get()?.['count'];

    const rung = store.inbox.ring('a');
    expect(rings()).toBe(0);
    await rung;

    expect(rings()).toBe(1);
    other.close();
  });

  it('with the sync to disk that survives a power cut', () => {
    const { store } = testStore(join(temporaryFolder(), 'bot.db'));
    const pragma = (name: string) => Object.values(store.database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

    // 2: FULL, a sync at each commit.
    expect([pragma('synchronous'), pragma('journal_mode')]).toEqual([2, 'wal']);
  });
});

describe('when the disk fails', () => {
  it('at the commit, nobody is told that it went well, and nothing stands', async () => {
    const { add, database, numbers } = table();
    vi.spyOn(database, 'exec').mockImplementation((sql) => {
      if (sql === 'COMMIT') throw new Error('disk I/O error');
      DatabaseSync.prototype.exec.call(database, sql);
    });

    const results = await Promise.allSettled([add(1), add(2)]);

    expect(results).toMatchObject([1, 2].map(() => ({ reason: { message: 'disk I/O error' } })));
    expect(numbers()).toEqual([]);
    vi.restoreAllMocks();
    await expect(add(3)).resolves.toBe(3);
  });

  it('and ends the transaction in the middle, neither', async () => {
    const { writer, add, database, numbers } = table();
    const full = writer.write(() => {
      database.exec('ROLLBACK');
      throw new Error('database or disk is full');
    });

    const results = await Promise.allSettled([add(1), full, add(2)]);

    expect(results).toMatchObject([1, 2, 3].map(() => ({ reason: { message: 'database or disk is full' } })));
    expect(numbers()).toEqual([]);
  });
});

describe('at its end', () => {
  it('commits what waits and takes nothing more', async () => {
    const { writer, add, numbers } = table();
    const last = add(1);
    writer.close();

    await expect(last).resolves.toBe(1);
    await expect(add(2)).rejects.toThrow('closed');
    expect(numbers()).toEqual([1]);
  });
});
