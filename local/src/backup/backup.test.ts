import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../sqlite/database.ts';
import { temporaryFolder, testStore } from '../testing/store.ts';
import { backUp } from './back-up.ts';
import { restoreBackup } from './restore-backup.ts';

const NOW = new Date('2026-11-27T12:00:00.000Z');
const customer = (id: string) => ({ id, name: id, level: 'basic', timeZone: 'UTC' });

/** A database in use, with Ann in it. */
async function inUse() {
  const path = join(temporaryFolder(), 'bot.db');
  const { store } = testStore(path);
  await store.customers.put(customer('ann'));
  return { path, copy: `${path}.copy`, store };
}

const names = (path: string): string[] => {
  const database = openDatabase(path);
  const rows = database.prepare('SELECT name FROM customers ORDER BY name').all();
  database.close();
  return rows.map(({ name }) => String(name));
};

describe('a backup', () => {
  it('has all that was written, although it stands in the log beside the database still', async () => {
    const { path, copy } = await inUse();

    const size = await backUp(path, copy);

    expect(size).toBe(readFileSync(copy).byteLength);
    expect(names(copy)).toEqual(['ann']);
  });

  it('is one file, and nobody else’s to read', async () => {
    const { path, copy } = await inUse();
    await backUp(path, copy);

    expect(readdirSync(join(path, '..')).filter((name) => name.startsWith('bot.db.copy'))).toEqual([
      'bot.db.copy',
    ]);
    expect(statSync(copy).mode & 0o077).toBe(0);
  });

  it('is not written over, nor made of nothing', async () => {
    const { path, copy } = await inUse();
    writeFileSync(copy, 'dear to me');

    await expect(backUp(path, copy)).rejects.toThrow('is there already');
    await expect(backUp(`${path}.absent`, `${copy}2`)).rejects.toThrow('There is nothing in');
    expect(readFileSync(copy, 'utf8')).toBe('dear to me');
  });

  it('of a damaged database has no name', async () => {
    const { path, copy, store } = await inUse();
    store.close();
    const content = readFileSync(path);
    content.fill(0xa5, 4096, 8192);
    writeFileSync(path, content);

    await expect(backUp(path, copy)).rejects.toThrow(/damaged/);
    expect(existsSync(copy)).toBe(false);
    expect(existsSync(`${copy}.partial`)).toBe(false);
  });

  it('that can not be written says why', async () => {
    const { path } = await inUse();
    await expect(backUp(path, join(path, 'under-a-file'))).rejects.toThrow(/can't be made/);
    await expect(backUp(path, '/proc/nothing/copy.db')).rejects.toThrow(/can't be made/);
  });
});

describe('restoring', () => {
  it('puts the backup in place, and keeps what was there with what stood in its log', async () => {
    const { path, copy, store } = await inUse();
    await backUp(path, copy);
    await store.customers.put(customer('bob'));
    // As after a crash: what was last written stands in the log only.
    const crashed = join(temporaryFolder(), 'bot.db');
    for (const end of ['', '-wal']) writeFileSync(crashed + end, readFileSync(path + end));

    const kept = restoreBackup(copy, crashed, NOW);

    expect(names(crashed)).toEqual(['ann']);
    expect(names(kept ?? '')).toEqual(['ann', 'bob']);
  });

  it('works where nothing is any more, and again after it was interrupted', async () => {
    const { path, copy, store } = await inUse();
    await backUp(path, copy);
    store.close();
    rmSync(path);
    writeFileSync(`${path}.restoring`, 'half');

    expect(restoreBackup(copy, path, NOW)).toBeUndefined();
    expect(names(path)).toEqual(['ann']);
  });

  it.each([
    ['is not there', () => undefined, /There is no file/],
    ['is none', (path: string) => writeFileSync(path, 'a diary'), /is no backup/],
    [
      'is another program’s',
      (path: string) => new DatabaseSync(path).exec('CREATE TABLE a (b)'),
      /not a database of/,
    ],
    [
      'is damaged',
      (path: string) => {
        const content = readFileSync(path);
        content.fill(0xa5, 4096, 8192);
        writeFileSync(path, content);
      },
      /damaged/,
    ],
  ])('leaves all as it is if the backup %s', async (_, change, why) => {
    const { path, copy, store } = await inUse();
    await backUp(path, copy);
    const file = why.source.includes('damaged') ? copy : `${copy}.other`;
    change(file);
    store.close();

    expect(() => restoreBackup(file, path, NOW)).toThrow(why);

    expect(names(path)).toEqual(['ann']);
    expect(existsSync(`${path}.restoring`)).toBe(false);
  });
});
