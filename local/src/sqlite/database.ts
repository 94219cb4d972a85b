import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { migrations, type Migration } from './migrations/index.ts';

/** Marks a file as this program's: `asb1` as a number. */
const APPLICATION_ID = 0x61736231;
/** The setting that says which programs can work with the database. */
const READABLE_FROM = 'readableFrom';
/** How long a statement waits for another process, such as `npm run customers`, milliseconds. */
const BUSY_MS = 5_000;
/** Up to this size the whole file is checked at start; a larger one would make the start slow. */
const CHECKED_BYTES = 32 * 1024 * 1024;

/** The database can't be used. The message says why and what to do; nothing of it was changed. */
export class UnusableDatabase extends Error {}

/**
 * Opens the database of that path, made if there is none, and brings it to the newest version. One that a newer program has
 * only added to is left as it is.
 *
 * @param known the migrations that this program knows
 * @throws UnusableDatabase if it is corrupt, another program's, or of a version that this one can't work with.
 */
export function openDatabase(path: string, known: readonly Migration[] = migrations): DatabaseSync {
  const found = existsSync(path) && statSync(path).size > 0;
  try {
    const database = new DatabaseSync(path, { timeout: BUSY_MS });
    try {
      if (found) {
        refuseReadOnly(path);
        refuseUnknown(database, path, known);
      }
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF');
      migrate(database, known);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw explain(error, path);
  }
}

/** SQLite opens such a file without a word, and fails at the first write. */
function refuseReadOnly(path: string): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch {
    throw around(path, NOT_WRITABLE);
  }
}

/**
 * Reads only: a file that this program did not write stays as it is.
 *
 * @throws UnusableDatabase if it can't work with the database
 */
export function refuseUnknown(
  database: DatabaseSync,
  path: string,
  known: readonly Migration[] = migrations,
): void {
  const version = Number(pragma(database, 'user_version'));
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new UnusableDatabase(`${path} is not a database of this program: set DATA_DIR to another folder.`);
  }
  if (version > known.length && readableFrom(database, version) > known.length) {
    throw new UnusableDatabase(
      `${path} is of version ${version}, newer than this program knows (${known.length}): update the program.`,
    );
  }
  if (statSync(path).size <= CHECKED_BYTES && pragma(database, 'quick_check(1)') !== 'ok') {
    throw damaged(path);
  }
}

/** The oldest program that works with a database of this version, as the one that made it so wrote down. */
function readableFrom(database: DatabaseSync, version: number): number {
  const row = database.prepare('SELECT value FROM settings WHERE name = ?').get(READABLE_FROM);
  const [of, oldest] = String(row?.['value']).split('/').map(Number);
  return of === version && oldest !== undefined ? oldest : Infinity;
}

function migrate(database: DatabaseSync, known: readonly Migration[]): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(pragma(database, 'user_version'));
    for (const { sql } of known.slice(version)) database.exec(sql);
    if (version < known.length) {
      const oldest = Math.max(...known.map((migration) => migration.readableFrom));
      database
        .prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)')
        .run(READABLE_FROM, `${known.length}/${oldest}`);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${known.length}`);
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function pragma(database: DatabaseSync, name: string): SQLOutputValue | undefined {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return row === undefined ? undefined : Object.values(row)[0];
}

const damaged = (path: string): UnusableDatabase =>
  new UnusableDatabase(
    `${path} is damaged or not a database: restore a backup of it, or move it away to begin with an empty one.`,
  );

/** SQLite's codes for a file that is none of its. */
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);
const NOT_WRITABLE = 'may not be written: let whoever starts the program write it';
/** Its codes for what is wrong around the file, with what to do. */
const AROUND: ReadonlyMap<number, string> = new Map([
  [5, 'is held by another program: end that one'],
  [8, NOT_WRITABLE],
  [10, 'can not be read or written: look whether its disk is well and has room'],
  [13, 'has no room to grow: make room on its disk'],
  [
    14,
    'can not be opened: let whoever starts the program read and write it and its folder, or set DATA_DIR to another one',
  ],
]);

/** What SQLite says of a file, in words for the person who started the program. */
function explain(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
  if (code === undefined) return error;
  if (DAMAGED.has(code)) return damaged(path);
  const words = AROUND.get(code);
  return words === undefined ? error : around(path, words);
}

const around = (path: string, words: string): UnusableDatabase => new UnusableDatabase(`${path} ${words}.`);
