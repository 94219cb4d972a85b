import { accessSync, constants, existsSync, mkdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BadSettings } from './config/bad-settings.ts';

/** The database of a data directory. */
export const databaseIn = (dataDir: string): string => join(dataDir, 'bot.db');

/** Makes the data directory, if there is none. @throws BadSettings if that can't be, or nothing can be written there. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadSettings([
      `DATA_DIR is "${dataDir}", where nothing can be written (${reason}): set it to a folder of yours.`,
    ]);
  }
}

/**
 * Takes the data directory for this server alone: two would not see each other's sockets, nor who works on what. The
 * lock is the operating system's and ends with the process, however that ends.
 *
 * @returns what gives it back.
 * @throws BadSettings if another server has it.
 */
export function lockDataDir(dataDir: string): () => void {
  const path = join(dataDir, 'server.lock');
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is written, so there is nothing to roll back: no journal beside it.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    if (!existsSync(path)) throw new Error('The other server is just giving it back.');
  } catch {
    lock.close();
    throw new BadSettings([
      `DATA_DIR is "${dataDir}", which another server uses: stop that one, or set another folder.`,
    ]);
  }
  return () => {
    unlinkSync(path);
    lock.close();
  };
}
