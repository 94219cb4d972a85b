import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { BackupError } from './backup-error.ts';
import { checkCopy } from './check-copy.ts';
import { settle } from './files.ts';

/** What SQLite keeps beside a database. */
const BESIDE = ['', '-wal', '-shm'] as const;

/**
 * Puts a backup in the database's place; no server may run. What was there is kept, beside it, under another name. An
 * interrupted restore is simply run again.
 *
 * @returns under which name what was there is kept; undefined if nothing was
 * @throws BackupError if the file is no backup; then all stays as it is
 */
export function restoreBackup(file: string, database: string, now: Date): string | undefined {
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}.`);
  const partial = `${database}.restoring`;
  copyFileSync(file, partial);
  try {
    // The copy, so that the backup itself is not touched.
    checkCopy(partial);
  } catch (error) {
    rmSync(partial);
    throw error instanceof BackupError ? new BackupError(error.message.replaceAll(partial, file)) : error;
  }
  const kept = `${database}.before-${now.toISOString().replaceAll(':', '-')}`;
  const found = BESIDE.filter((end) => existsSync(database + end));
  for (const end of found) renameSync(database + end, kept + end);
  settle(partial, database);
  return found.length > 0 ? kept : undefined;
}
