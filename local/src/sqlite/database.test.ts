import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/store.ts';
import { openDatabase, UnusableDatabase } from './database.ts';
import { migrations } from './migrations/index.ts';

const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** A database as it is left by a program that was told to end. */
function left(change: (database: DatabaseSync) => void = () => undefined): string {
  const path = join(temporaryFolder(), 'bot.db');
  const database = openDatabase(path);
  change(database);
  database.close();
  return path;
}

function expectRefusal(path: string, message: RegExp): void {
  const before = digest(path);

  expect(() => openDatabase(path)).toThrow(UnusableDatabase);
  expect(() => openDatabase(path)).toThrow(message);

  expect(digest(path)).toBe(before);
}

it('is made where there is none, in the newest version', () => {
  const database = openDatabase(join(temporaryFolder(), 'bot.db'));

  expect(database.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: migrations.length });
  database.close();
});

it('is opened again as it was left', () => {
  const path = left((database) => database.exec("INSERT INTO settings VALUES ('a', '1')"));
  const database = openDatabase(path);

  expect(database.prepare('SELECT value FROM settings').all()).toMatchObject([{ value: '1' }]);
  database.close();
});

describe('a file that it can not use stays as it is:', () => {
  it('of a newer version', () => {
    expectRefusal(
      left((database) => database.exec('PRAGMA user_version = 9999')),
      /9999, newer/,
    );
  });

  it("another program's", () => {
    const path = join(temporaryFolder(), 'bot.db');
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE recipes (name TEXT)');
    database.close();

    expectRefusal(path, /not a database of this program/);
  });

  it('no database at all', () => {
    const path = join(temporaryFolder(), 'bot.db');
    writeFileSync(path, 'My diary, page one.\n');

    expectRefusal(path, /damaged or not a database/);
  });

  it('with a page overwritten in the middle', () => {
    const path = left();
    const content = readFileSync(path);
    content.fill(0xa5, 4096, 8192);
    writeFileSync(path, content);

    expectRefusal(path, /damaged or not a database/);
  });
});

it('says what the system says of a path where no file can be', () => {
  expect(() => openDatabase(join(temporaryFolder(), 'absent', 'bot.db'))).toThrow(/unable to open/);
});
