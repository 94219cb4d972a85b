import { createBot, type Bot } from '@agentic-service-bot/bot';
import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import type { Ports, Timer } from '@agentic-service-bot/bot/ports';
import type { ScriptedModel } from '@agentic-service-bot/bot/testing';
import { Client } from './client.ts';
import { MortalPorts, type CrashPoint } from './port-proxy.ts';
import type { World } from './world.ts';

/** How long to wait where another worker is busy, milliseconds. */
const BUSY_MS = 30_000;
/** Rounds after which the work on a conversation should have come to an end. */
const ROUNDS = 50;

interface Process {
  readonly bot: Bot;
  readonly mortal: MortalPorts;
}

export interface StageOptions {
  readonly world: World;
  readonly service: ServiceDefinition;
  readonly models: readonly ScriptedModel[];
  /** Where the first process dies, the second, and so on; the ones after these live. */
  readonly crashes?: readonly CrashPoint[];
  readonly mutation?: Mutation;
}

/** Something seeded into the bot, to see that it is noticed. */
export interface Mutation {
  readonly ports?: (ports: Ports) => Ports;
  readonly bot?: (bot: Bot, world: World) => Bot;
}

/**
 * Plays scenarios on a server that may die. Whatever is done is done at least once, as in the world outside: clients send
 * again what was not answered, the doorbell rings until it was answered, timers fire until the bot has taken them up.
 */
export class Stage {
  readonly world: World;
  readonly models: readonly ScriptedModel[];
  readonly clients: Client[] = [];
  /** The first process's steps: those at which it can be made to die. */
  readonly steps: readonly string[];
  readonly #options: StageOptions;
  #process: Process;
  #workers = 0;

  constructor(options: StageOptions) {
    this.#options = options;
    this.world = options.world;
    this.models = options.models;
    const first = this.#start();
    this.steps = first.mortal.steps;
    this.#process = first;
  }

  /** Whether a process has died. */
  get crashed(): boolean {
    return this.#workers > 1;
  }

  /** Somebody who has connected. */
  async client(id: string, role: 'customer' | 'operator' = 'customer'): Promise<Client> {
    const principal = { id, name: `Name of ${id}`, role } as const;
    const client = new Client(this, { principal, expiresAt: '9999-01-01T00:00:00.000Z', claims: {} });
    this.clients.push(client);
    await this.atLeastOnce(() => Promise.resolve());
    return client;
  }

  /** Has a living process do something; if it dies meanwhile, the next one does it again. */
  async atLeastOnce<T>(task: (bot: Bot) => Promise<T>): Promise<T> {
    for (;;) {
      const { bot, mortal } = this.#process;
      const done = this.#connected(bot, task).then((value) => ({ value }));
      const outcome = await Promise.race([done, mortal.died]);
      if (outcome !== undefined) return outcome.value;
      // What a dead process still throws is nobody's.
      done.catch(() => undefined);
    }
  }

  /** Works on what rings until nothing rings. */
  async settle(): Promise<void> {
    const { bell } = this.world.seen;
    for (let round = 0; bell.size > 0; round++) {
      if (round > ROUNDS) throw new Error(`It rings on: ${[...bell.keys()].join(', ')}`);
      for (const [conversationId, rung] of [...bell]) {
        const result = await this.atLeastOnce((bot) =>
          bot.work(conversationId, new AbortController().signal),
        );
        if (result === 'busy') this.world.clock.advance(BUSY_MS);
        else if (bell.get(conversationId) === rung) bell.delete(conversationId);
      }
    }
  }

  /** Fires a timer until the bot has taken it up. */
  async fire(timer: Timer, plannedAt: Date): Promise<void> {
    while ((await this.atLeastOnce((bot) => bot.fire(timer, plannedAt))) === 'busy') await this.settle();
    await this.settle();
  }

  /** Clients whose server was away are back before anything else happens. */
  async #connected<T>(bot: Bot, task: (bot: Bot) => Promise<T>): Promise<T> {
    for (const client of this.clients) await client.connect(bot);
    return task(bot);
  }

  #start(): Process {
    const { world, service, models, mutation = {}, crashes = [] } = this.#options;
    const mortal = new MortalPorts(world.ports, crashes[this.#workers]);
    const ports = mutation.ports?.(mortal.ports) ?? mortal.ports;
    const bot = createBot({ service, models, ports, worker: `worker ${++this.#workers}` });
    void mortal.died.then(() => {
      this.#process = this.#start();
    });
    return { bot: mutation.bot?.(bot, world) ?? bot, mortal };
  }
}
