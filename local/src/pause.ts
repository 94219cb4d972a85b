/** `npm run pause`: switches the bot, or one action, off and on again. */
import { CommandProblem, pauseCommand } from '@agentic-service-bot/bot/commands';
import { randomBytes } from 'node:crypto';
import { BadSettings } from './config/bad-settings.ts';
import { readToolConfig } from './config/config.ts';
import { environment } from './config/environment.ts';
import { databaseIn, makeDataDir } from './data-dir.ts';
import { loadService } from './service.ts';
import { UnusableDatabase } from './sqlite/database.ts';
import { openStore } from './sqlite/store.ts';

try {
  const { dataDir, service } = readToolConfig(environment);
  makeDataDir(dataDir);
  const store = openStore({
    path: databaseIn(dataDir),
    now: () => new Date(),
    id: () => randomBytes(16).toString('base64url'),
  });
  try {
    console.log(await pauseCommand(store.pauses, await loadService(service), process.argv.slice(2)));
  } finally {
    store.close();
  }
} catch (error) {
  const explained = [CommandProblem, BadSettings, UnusableDatabase].some((kind) => error instanceof kind);
  console.error(explained ? (error as Error).message : error);
  process.exitCode = 1;
}
