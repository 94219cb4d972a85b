import { chmodSync, existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../data-dir.ts';
import { BackupError } from './backup-error.ts';
import { checkCopy } from './check-copy.ts';
import { settle } from './files.ts';

/** Pages copied at a time: all of them. A copy in parts begins anew whenever another process writes in between. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies the database while it is in use: all that was accepted before it begins is in the copy. The copy has been
 * read from end to end before it has its name.
 *
 * @returns its size, bytes
 * @throws BackupError if there is a file of that name, or the copy is damaged
 */
export async function backUp(database: string, to: string): Promise<number> {
  if (!existsSync(database)) throw new BackupError(`There is nothing in ${database} yet.`);
  if (existsSync(to)) throw new BackupError(`${to} is there already: name another file.`);
  const partial = `${to}.partial`;
  const source = new DatabaseSync(database, { readOnly: true });
  try {
    makeFolder(dirname(to));
    rmSync(partial, { force: true });
    await backup(source, partial, { rate: ALL_PAGES });
    chmodSync(partial, 0o600);
    checkCopy(partial);
    settle(partial, to);
  } catch (error) {
    if (existsSync(partial)) rmSync(partial);
    throw error instanceof BackupError
      ? error
      : new BackupError(`${to} can't be made: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    source.close();
  }
  return statSync(to).size;
}
