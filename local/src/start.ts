/** Starts the server as the environment says, and stops it when the system does. */
import { selectModels, sleep } from '@agentic-service-bot/models';
import { randomBytes } from 'node:crypto';
import { BadSettings } from './config/bad-settings.ts';
import { readConfig, readToolConfig } from './config/config.ts';
import { environment } from './config/environment.ts';
import { together } from './config/together.ts';
import { greeting } from './greeting.ts';
import { startServer } from './server.ts';
import { loadService } from './service.ts';
import { UnusableDatabase } from './sqlite/database.ts';
import { jsonLines } from './telemetry.ts';

const now = (): Date => new Date();
const id = (): string => randomBytes(16).toString('base64url');
const write = (line: string): void => console.log(line);

async function loadModels() {
  const service = await loadService(readToolConfig(environment).service);
  const timing = { now: () => Date.now(), random: () => Math.random(), sleep };
  return { service, models: await selectModels(service, environment, timing) };
}

try {
  const [config, { service, models }] = await together(async () => readConfig(environment), loadModels);
  const telemetry = jsonLines(config.logLevel, write, now);
  const server = await startServer({ config, service, models, telemetry, write, fetch, now, id });
  const stop = (): void => {
    // A second signal ends it at once: the next start goes on from what is on disk.
    process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  console.log(greeting(server, config, service));
} catch (error) {
  const explained = error instanceof BadSettings || error instanceof UnusableDatabase;
  console.error(explained ? error.message : error);
  process.exit(1);
}
