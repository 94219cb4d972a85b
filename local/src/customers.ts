/** `npm run customers`: imports, shows, changes, exports and erases customers. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { BadSettings } from './config/bad-settings.ts';
import { readToolConfig } from './config/config.ts';
import { environment } from './config/environment.ts';
import { commands, USAGE } from './customers/commands.ts';
import { CustomersError } from './customers/customers-error.ts';
import { databaseIn, makeDataDir, tryLockDataDir } from './data-dir.ts';
import { loadService } from './service.ts';
import { UnusableDatabase } from './sqlite/database.ts';
import { openStore } from './sqlite/store.ts';

const { stdin, stdout } = process;
const now = (): Date => new Date();
const id = (): string => randomBytes(16).toString('base64url');

async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stdout });
  const answer = await lines.question(`${question} (y/N) `);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function run([name = '', ...args]: readonly string[]): Promise<void> {
  const command = commands.get(name);
  if (command === undefined) throw new CustomersError(USAGE);
  const { dataDir, service } = readToolConfig(environment);
  if (name === 'import') makeDataDir(dataDir);
  else if (!existsSync(databaseIn(dataDir))) throw new CustomersError(`There is nothing in ${dataDir} yet.`);
  // Held meanwhile, so that no server begins in the middle.
  const unlock = tryLockDataDir(dataDir);
  try {
    const store = openStore({ path: databaseIn(dataDir), now, id });
    try {
      await command(
        {
          store,
          service: await loadService(service),
          write: (line) => console.log(line),
          confirm: stdin.isTTY ? confirm : undefined,
          isServed: unlock === undefined,
          now,
        },
        args,
      );
    } finally {
      store.close();
    }
  } finally {
    unlock?.();
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const explained = [CustomersError, BadSettings, UnusableDatabase].some((kind) => error instanceof kind);
  console.error(explained ? (error as Error).message : error);
  process.exitCode = 1;
}
