import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BadSettings } from './config/bad-settings.ts';

/** The database of a data directory. */
export const databaseIn = (dataDir: string): string => join(dataDir, 'bot.db');

/** Makes the data directory, if there is none. @throws BadSettings if that can't be, or nothing can be written there. */
export function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadSettings([
      `DATA_DIR is "${dataDir}", where nothing can be written (${reason}): set it to a folder of yours.`,
    ]);
  }
}

/** Makes a folder, a level at a time: `recursive` never returns where the parent is there and takes no folder, as in `/proc`. */
export function makeFolder(path: string): void {
  const parent = dirname(path);
  if (!existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

/**
 * Takes the data directory for this server alone: two would not see each other's sockets, nor who works on what. The
 * lock is the operating system's and ends with the process, however that ends.
 *
 * @returns what gives it back; undefined if another process has it.
 */
export function tryLockDataDir(dataDir: string): (() => void) | undefined {
  const path = join(dataDir, 'server.lock');
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is written, so there is nothing to roll back: no journal beside it.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    return undefined;
  }
  return () => {
    rmSync(path, { force: true });
    lock.close();
  };
}

/** The same for a server, which can't do without. @throws BadSettings */
export function lockDataDir(dataDir: string): () => void {
  const unlock = tryLockDataDir(dataDir);
  if (unlock !== undefined) return unlock;
  throw new BadSettings([
    `DATA_DIR is "${dataDir}", which another server uses: stop that one, or set another folder.`,
  ]);
}
