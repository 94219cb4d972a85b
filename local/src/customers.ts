/** `npm run customers`: imports, shows, changes, exports and erases customers. */
import { randomBytes } from 'node:crypto';
import { CommandProblem, customerCommands, CUSTOMERS_USAGE } from '@agentic-service-bot/bot/commands';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { setTimeout } from 'node:timers/promises';
import { BadSettings } from './config/bad-settings.ts';
import { readToolConfig } from './config/config.ts';
import { environment } from './config/environment.ts';
import { localRecords } from './customers/records.ts';
import { databaseIn, makeDataDir, tryLockDataDir } from './data-dir.ts';
import { loadService } from './service.ts';
import { UnusableDatabase } from './sqlite/database.ts';
import { openStore } from './sqlite/store.ts';

/** How often it is looked whether the bot has finished, milliseconds. */
const LOOK_MS = 250;

const { stdin, stdout } = process;
const now = (): Date => new Date();
const id = (): string => randomBytes(16).toString('base64url');

const wait = (): Promise<void> => setTimeout(LOOK_MS);

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stdout });
  const answer = await lines.question(question);
  lines.close();
  return answer;
}

async function run([name = '', ...args]: readonly string[]): Promise<void> {
  const command = customerCommands.get(name);
  if (command === undefined) throw new CommandProblem(CUSTOMERS_USAGE);
  const { dataDir, service } = readToolConfig(environment);
  if (name === 'import') makeDataDir(dataDir);
  else if (!existsSync(databaseIn(dataDir))) throw new CommandProblem(`There is nothing in ${dataDir} yet.`);
  // Held meanwhile, so that no server begins in the middle.
  const unlock = tryLockDataDir(dataDir);
  try {
    const store = openStore({ path: databaseIn(dataDir), now, id });
    try {
      await command(
        {
          records: localRecords(store, unlock === undefined, now, wait),
          service: await loadService(service),
          write: (line) => console.log(line),
          ask: stdin.isTTY ? ask : undefined,
          read: (file) => readFile(file, 'utf8'),
          wait,
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
  const explained = [CommandProblem, BadSettings, UnusableDatabase].some((kind) => error instanceof kind);
  console.error(explained ? (error as Error).message : error);
  process.exitCode = 1;
}
