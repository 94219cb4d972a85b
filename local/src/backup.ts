/** `npm run backup`, `npm run restore-backup`, `npm run export`: the data of one machine, in safety and back. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { backUp } from './backup/back-up.ts';
import { BackupError } from './backup/backup-error.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { BadSettings } from './config/bad-settings.ts';
import { readToolConfig } from './config/config.ts';
import { environment } from './config/environment.ts';
import { databaseIn, lockDataDir, makeDataDir } from './data-dir.ts';
import { customerIds, exportCustomer } from './sqlite/customer-data.ts';
import { UnusableDatabase } from './sqlite/database.ts';
import { openStore } from './sqlite/store.ts';

const USAGE = `The data of this machine. A server may run meanwhile, except for a restore.

  npm run backup [-- FILE]         copies all of it; FILE is made, by default in DATA_DIR/backups
  npm run restore-backup -- FILE   puts a copy in its place; what was there is kept beside it
  npm run -s export                everything of every customer, one as JSON a line, for other programs`;

const now = new Date();
const [command, file, ...more] = process.argv.slice(2);

async function run(dataDir: string): Promise<void> {
  const database = databaseIn(dataDir);
  if (more.length > 0) throw new BackupError(USAGE);
  if (command === 'save') {
    const to = resolve(file ?? join(dataDir, 'backups', `${now.toISOString().replaceAll(':', '-')}.db`));
    const size = await backUp(database, to);
    console.log(`${to}: ${size} bytes, read and found whole.`);
    console.log(
      `All that was accepted before ${now.toISOString()} is in it. Keep a copy on another machine.`,
    );
  } else if (command === 'restore' && file !== undefined) {
    makeDataDir(dataDir);
    const unlock = lockDataDir(dataDir);
    try {
      const kept = restoreBackup(resolve(file), database, now);
      console.log(`${database} is what ${file} was.`);
      if (kept !== undefined) console.log(`What was there is kept as ${kept}: remove it when all is well.`);
    } finally {
      unlock();
    }
  } else if (command === 'export' && file === undefined) {
    if (!existsSync(database)) throw new BackupError(`There is nothing in ${dataDir} yet.`);
    const id = () => randomBytes(16).toString('base64url');
    const store = openStore({ path: database, now: () => now, id });
    try {
      for (const customer of customerIds(store.database)) {
        console.log(JSON.stringify(await exportCustomer(store, customer)));
      }
    } finally {
      store.close();
    }
  } else {
    throw new BackupError(USAGE);
  }
}

try {
  await run(readToolConfig(environment).dataDir);
} catch (error) {
  const explained = [BackupError, BadSettings, UnusableDatabase].some((kind) => error instanceof kind);
  console.error(explained ? (error as Error).message : error);
  process.exitCode = 1;
}
