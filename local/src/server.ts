import { createBot } from '@agentic-service-bot/bot';
import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { fault, type Telemetry } from '@agentic-service-bot/bot/ports';
import type { BotOptions } from '@agentic-service-bot/bot';
import { webhookAlerts, writtenAlerts } from './alerts.ts';
import { BadSettings } from './config/bad-settings.ts';
import type { Config } from './config/config.ts';
import { databaseIn, lockDataDir, makeDataDir } from './data-dir.ts';
import { OpenSockets } from './http/connections.ts';
import { StaticFiles } from './http/static-files.ts';
import { WebServer } from './http/web-server.ts';
import { authenticate } from './identity/authenticate.ts';
import { every } from './loops/every.ts';
import { InboxLoop } from './loops/inbox-loop.ts';
import { TimerLoop } from './loops/timer-loop.ts';
import { seed } from './seed.ts';
import { removeExpired } from './sqlite/retention.ts';
import { openStore, type Store } from './sqlite/store.ts';
import { sweep } from './sqlite/sweep.ts';
import { takesWrites } from './sqlite/takes-writes.ts';

const MINUTE_MS = 60_000;
/** How long a stop waits for replies in progress to be handed back, milliseconds. */
const HAND_BACK_MS = 5_000;

export interface ServerOptions {
  readonly config: Config;
  readonly service: ServiceDefinition;
  readonly models: BotOptions['models'];
  readonly telemetry: Telemetry;
  /** Takes a line of the log. */
  readonly write: (line: string) => void;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** A fresh, unguessable id. */
  readonly id: () => string;
}

/** A server that runs. */
export interface RunningServer {
  /** Where to find it, without a slash at the end. */
  readonly url: string;
  readonly isFrontendBuilt: boolean;
  /** The name of the service that its data were begun with. */
  readonly begunWith: string;
  /** Stops it: turns in progress are handed back, sockets are closed, everything is on disk. */
  stop(): Promise<void>;
}

/**
 * Starts the bot on one machine.
 *
 * @throws BadSettings or UnusableDatabase for what the person who starts it must mend.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, service, models, telemetry, write, fetch, now, id } = options;
  makeDataDir(config.dataDir);
  const unlock = lockDataDir(config.dataDir);
  const stops: (() => unknown)[] = [unlock];
  const stop = async (): Promise<void> => {
    for (const part of stops.splice(0).reverse()) await part();
  };
  try {
    const store = openStore({ path: databaseIn(config.dataDir), now, id });
    stops.push(() => store.close());
    // Whoever held one is gone: this server has the data for itself.
    await store.leases.clear();
    const begunWith = await store.settings.keep('service', service.name);
    await seed(store, service, config.authentication.kind === 'demo', now());

    const sockets = new OpenSockets();
    const alerts =
      config.alertWebhook === undefined ? writtenAlerts(write) : webhookAlerts(config.alertWebhook, fetch);
    const ports = { ...store, connections: sockets, alerts, telemetry, now, id };
    const bot = createBot({ service, models, ports, worker: id() });
    const identity = await authenticate(options, store);
    const files = new StaticFiles(config.frontendDir);
    const web = new WebServer({
      ...{ config, bot, sockets, ...identity, files, telemetry, now, id },
      takesWrites: () => takesWrites(store),
    });
    const port = await listen(web, config);
    stops.push(() => web.close());

    const inbox = new InboxLoop({ rings: store.inbox, bot, telemetry, now });
    const timers = new TimerLoop({ timers: store.scheduler, bot, telemetry, now });
    const report = (where: string) => (error: unknown) => telemetry.report(fault(where, error));
    inbox.start();
    timers.start();
    stops.push(
      every(MINUTE_MS, () => bot.alertWaiting(), report('alerts')),
      // At once, too: a server that never runs for an hour has as much to remove.
      every(60 * MINUTE_MS, () => sweep(store, now()), report('sweep'), 0),
      every(60 * MINUTE_MS, () => forget(store, config.retentionDays, now()), report('retention'), 0),
      () => within(HAND_BACK_MS, Promise.all([timers.stop(), inbox.stop()])),
    );
    return { url: urlOf(config, port), isFrontendBuilt: files.isBuilt, begunWith, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const DAY_MS = 24 * 60 * MINUTE_MS;

/** Removes the conversations that are older than they may be. */
async function forget(store: Store, retentionDays: number | undefined, now: Date): Promise<void> {
  if (retentionDays === undefined) return;
  await removeExpired(store, new Date(now.getTime() - retentionDays * DAY_MS), now);
}

async function listen(web: WebServer, { host, port }: Config): Promise<number> {
  try {
    return await web.listen();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'EADDRINUSE')
      throw new BadSettings([`PORT ${port} is in use by another program: set PORT to another one.`]);
    if (code === 'EACCES')
      throw new BadSettings([`PORT ${port} may not be used by you: set PORT to one from 1024 on.`]);
    throw new BadSettings([
      `HOST is "${host}", where nothing can listen (${code}): set it to an address of this machine.`,
    ]);
  }
}

/** `localhost` rather than a number: it is what people know. */
function urlOf({ host, publicUrl }: Config, port: number): string {
  if (publicUrl !== undefined) return publicUrl.href.replace(/\/$/, '');
  const name = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Waits for some work, but not longer than that. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
