import { Client } from '../../protocol-client/client.ts';
import { demoTarget } from '../../protocol-client/target.ts';
import { startServer, type Server } from '../../support/server.ts';

/** When the server is killed: so many milliseconds after something begins, or when its client has heard so many frames. */
export interface Moment {
  readonly unit: 'ms' | 'frames';
  readonly count: number;
}

/** The real server on one data directory, killed again and again by `SIGKILL`, and started again. */
export class MortalServer {
  readonly #dataDir: string;
  readonly #clients = new Map<string, Promise<Client>>();
  #server: Server | undefined;
  #death: Promise<unknown> | undefined;
  /** How often it was killed so far. */
  kills = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  async start(): Promise<void> {
    this.#death = undefined;
    this.#server = await startServer({ DATA_DIR: this.#dataDir });
  }

  /** Somebody's connection to the process that runs now. */
  client(sub: string): Promise<Client> {
    const server = this.#server;
    if (server === undefined) throw new Error('The server was never started.');
    const known = this.#clients.get(sub) ?? Client.join(demoTarget(server.url), sub);
    this.#clients.set(sub, known);
    return known;
  }

  /** Does something, and again whenever the server died meanwhile: it must be something that may be done again. */
  async survive<T>(act: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (this.#death === undefined) throw error;
        await this.revive();
      }
    }
  }

  /** Has the server die once while something is done, or right after it. */
  async doomed(sub: string, moment: Moment, act: () => Promise<void>): Promise<void> {
    const before = this.kills;
    const client = await this.survive(() => this.client(sub));
    const stop = this.#killAt(client, moment);
    await act();
    stop();
    if (this.kills > before) return this.#death === undefined ? undefined : this.revive();
    this.kill();
    await this.revive();
  }

  /** Ends it with `SIGKILL`, whatever it is doing. */
  kill(): void {
    if (this.#death !== undefined) return;
    this.kills += 1;
    this.#death = this.#server?.stop('SIGKILL');
  }

  /** Waits until it is dead, and starts it again. `meanwhile`: what happens to its data when it is down. */
  async revive(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.#death;
    for (const known of this.#clients.values()) {
      // A connection that was never made is as gone as the others.
      const client = await known.catch(() => undefined);
      await client?.closed;
    }
    this.#clients.clear();
    await meanwhile();
    await this.start();
  }

  /** Stops it in peace. Returns what it wrote. */
  async stop(): Promise<string> {
    const exit = await this.#server?.stop('SIGTERM');
    return `${exit?.stdout ?? ''}${exit?.stderr ?? ''}`;
  }

  #killAt(client: Client, { unit, count }: Moment): () => void {
    if (unit === 'ms') {
      const timer = setTimeout(() => this.kill(), count);
      return () => clearTimeout(timer);
    }
    let heard = 0;
    let armed = true;
    client
      .find('the moment', () => (heard++ >= count ? true : undefined), client.frames.length)
      .then(() => {
        if (armed) this.kill();
      })
      // So many frames never came.
      .catch(() => undefined);
    return () => (armed = false);
  }
}
