import { DatabaseSync } from 'node:sqlite';
import { refuseUnknown, UnusableDatabase } from '../sqlite/database.ts';
import { BackupError } from './backup-error.ts';

/**
 * Reads a copy of the database from end to end, and makes it one file by itself.
 *
 * @throws BackupError if it is damaged, another program's, or of a newer version than this program reads
 */
export function checkCopy(path: string): void {
  const database = openCopy(path);
  try {
    refuseUnknown(database, path);
    // A database in use has a log beside it; a copy is to be whole without.
    database.exec('PRAGMA journal_mode = DELETE');
    const found = database.prepare('PRAGMA integrity_check(1)').get();
    if (found?.['integrity_check'] !== 'ok') {
      throw new BackupError(`${path} is damaged: ${String(found?.['integrity_check'])}. Take another one.`);
    }
  } catch (error) {
    if (error instanceof BackupError) throw error;
    if (error instanceof UnusableDatabase) throw new BackupError(error.message);
    throw new BackupError(`${path} is no backup: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    database.close();
  }
}

function openCopy(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw new BackupError(
      `${path} can't be opened: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
