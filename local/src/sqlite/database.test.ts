import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, testStore } from '../testing/store.ts';
import { openDatabase, UnusableDatabase } from './database.ts';
import { migrations, type Migration } from './migrations/index.ts';

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

  expect(database.prepare("SELECT value FROM settings WHERE name = 'a'").all()).toMatchObject([
    { value: '1' },
  ]);
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

it('says what to do about a path where no file can be', () => {
  const path = join(temporaryFolder(), 'absent', 'bot.db');
  expect(() => openDatabase(path)).toThrow(UnusableDatabase);
  expect(() => openDatabase(path)).toThrow(/bot\.db can not be opened: .*DATA_DIR/);
});

/** Of each table: its columns, and which of them a row can't do without. */
function shapeOf(known: readonly Migration[]): Map<string, string[]> {
  const database = openDatabase(':memory:', known);
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const shape = new Map(
    tables.map(({ name }) => [
      String(name),
      database
        .prepare('SELECT * FROM pragma_table_info(?)')
        .all(String(name))
        .map(
          (column) =>
            `${String(column['name'])} ${column['notnull'] === 1 && column['dflt_value'] === null ? 'needed' : ''}`,
        ),
    ]),
  );
  database.close();
  return shape;
}

/** What the last of the migrations takes from, or asks of, the program before it. */
function taken(known: readonly Migration[]): string[] {
  const after = shapeOf(known);
  return [...shapeOf(known.slice(0, -1))].flatMap(([table, columns]) => {
    const now = after.get(table);
    if (now === undefined) return [table];
    const gone = columns.filter((column) => !now.includes(column));
    const asked = now.filter((column) => column.endsWith('needed') && !columns.includes(column));
    return [...gone, ...asked].map((column) => `${table}.${column}`);
  });
}

const EXPANDED: Migration = { sql: 'ALTER TABLE customers ADD COLUMN mood TEXT', readableFrom: 1 };
const CONTRACTED: Migration = { sql: 'ALTER TABLE customers DROP COLUMN time_zone', readableFrom: 2 };
const ASKING: Migration = { sql: 'ALTER TABLE leases RENAME COLUMN until TO ends_at', readableFrom: 1 };

describe('a database that a newer program has', () => {
  const after = (newer: Migration): string => {
    const path = left();
    openDatabase(path, [...migrations, newer]).close();
    return path;
  };

  it('added to is read and written by the program before it, and stays of the newer version', async () => {
    const path = after(EXPANDED);
    const { store } = testStore(path);
    const ann = { id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC' };

    await store.customers.put(ann);

    expect(await store.customers.get('ann')).toEqual(ann);
    expect(store.database.prepare('PRAGMA user_version').get()).toEqual({
      user_version: migrations.length + 1,
    });
  });

  it('taken from is refused', () => {
    expectRefusal(after(CONTRACTED), /newer than this program knows/);
  });
});

describe('a migration', () => {
  it.each(migrations.map((migration, index) => [index + 1, migration] as const).slice(1))(
    'number %i takes nothing from the program before it, or says so',
    (number, { readableFrom }) => {
      expect(readableFrom === number ? [] : taken(migrations.slice(0, number))).toEqual([]);
    },
  );

  it('that takes something, or asks for something, is found out', () => {
    expect(taken([...migrations, EXPANDED])).toEqual([]);
    expect(taken([...migrations, CONTRACTED])).toEqual(['customers.time_zone needed']);
    expect(taken([...migrations, ASKING])).toEqual(['leases.until needed', 'leases.ends_at needed']);
  });
});
