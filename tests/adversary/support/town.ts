import { createBot, type Bot, type Identity } from '@agentic-service-bot/bot';
import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import type { LogEntry, Ports } from '@agentic-service-bot/bot/ports';
import { countingIds, ManualClock, memoryPorts, type MemoryPorts } from '@agentic-service-bot/bot/testing';
import { serverFrame, type ServerFrame } from '@agentic-service-bot/protocol';
import { smartHome } from '@agentic-service-bot/smart-home';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Estate } from './oracle.ts';

export interface TownOptions {
  readonly service?: ServiceDefinition;
  readonly models: readonly LanguageModelV4[];
  /** Ports for the bot, made of those that keep everything: what a seeded bug changes. */
  readonly portsFor?: (ports: Ports) => Ports;
}

/** A bot that serves a few customers, on ports in memory that tell whose data was asked for. */
export class Town {
  readonly clock = new ManualClock();
  readonly ports: MemoryPorts;
  readonly bot: Bot;
  /** Customers whose data the bot has asked for or changed; to be cleared by who looks. */
  readonly touched = new Set<string>();
  readonly #bills: string[] = [];

  constructor({ service = smartHome, models, portsFor = (ports) => ports }: TownOptions) {
    this.ports = memoryPorts({ now: this.clock.now, id: countingIds() });
    const ports = portsFor(this.#watched());
    this.bot = createBot({ service, models, ports, worker: 'worker' });
  }

  /** Works on what rings until nothing rings. */
  async settle(): Promise<void> {
    const { inbox, log } = this.ports;
    for (let round = 0; round < 5; round++) {
      await inbox.deliver((conversationId) => this.bot.work(conversationId, new AbortController().signal));
    }
    for (const conversationId of new Set(inbox.rings)) {
      const state = log.entries(conversationId).at(-1)?.state;
      if (state?.reply !== undefined) throw new Error('A reply is still open when nothing rings.');
    }
  }

  /** All that could be changed of a customer, read past the bot. */
  async estate(customerId: string): Promise<Estate> {
    const { customers, objects, scheduler } = this.ports;
    return {
      level: (await customers.get(customerId))?.level ?? '',
      devices: await objects.list(customerId, 'device'),
      routines: await objects.list(customerId, 'routine'),
      timers: scheduler.timers.filter((timer) => timer.customerId === customerId).map(({ id }) => id),
      bills: this.#bills.filter((id) => id === customerId).length,
    };
  }

  /** A socket of somebody who has said hello. */
  async person(
    id: string,
    role: 'customer' | 'operator' = 'customer',
    socketId = `${id}'s`,
  ): Promise<Person> {
    const person = new Person(this, socketId, { id, name: id, role });
    await person.send({ action: 'hello' });
    return person;
  }

  entries(conversationId: string): readonly LogEntry[] {
    return this.ports.log.entries(conversationId);
  }

  #watched(): Ports {
    const { objects, customers, billing, scheduler } = this.ports;
    const touch = <T>(customerId: string, then: T): T => {
      this.touched.add(customerId);
      return then;
    };
    return {
      ...this.ports,
      objects: {
        get: (id, ...rest) => touch(id, objects.get(id, ...rest)),
        list: (id, ...rest) => touch(id, objects.list(id, ...rest)),
        write: (id, ...rest) => touch(id, objects.write(id, ...rest)),
        applied: (id, ...rest) => touch(id, objects.applied(id, ...rest)),
      },
      customers: {
        get: (id) => touch(id, customers.get(id)),
        create: (customer) => touch(customer.id, customers.create(customer)),
        put: (customer) => touch(customer.id, customers.put(customer)),
      },
      billing: {
        changePlan: (id, ...rest) => {
          this.#bills.push(id);
          return touch(id, billing.changePlan(id, ...rest));
        },
        find: (id, ...rest) => touch(id, billing.find(id, ...rest)),
      },
      scheduler: {
        set: (timer) => touch(timer.customerId, scheduler.set(timer)),
        cancel: (id, ...rest) => touch(id, scheduler.cancel(id, ...rest)),
      },
    };
  }
}

/** Somebody on a socket. */
export class Person {
  readonly id: string;
  readonly #town: Town;
  readonly #socketId: string;
  readonly #identity: Identity;
  /** What came, as it came. */
  readonly texts: readonly string[];
  #requests = 0;

  constructor(town: Town, socketId: string, principal: Identity['principal']) {
    this.id = principal.id;
    this.#town = town;
    this.#socketId = socketId;
    this.#identity = { principal, expiresAt: '2040-01-01T00:00:00.000Z', claims: {} };
    this.texts = town.ports.connections.open(socketId).frames;
  }

  /** Sends a frame; returns what came on this socket meanwhile. */
  async send(frame: Readonly<Record<string, unknown>> & { readonly action: string }): Promise<ServerFrame[]> {
    const before = this.texts.length;
    const requestId = `${this.#socketId.replaceAll(/\W/gu, '')}-${++this.#requests}`;
    await this.#town.bot.receive(this.#socketId, this.#identity, JSON.stringify({ requestId, ...frame }));
    return this.framesFrom(before);
  }

  /** Sends a frame; returns its answer. */
  async ask(frame: Readonly<Record<string, unknown>> & { readonly action: string }): Promise<ServerFrame> {
    const answer = (await this.send(frame)).at(-1);
    if (answer === undefined) throw new Error(`No answer came to ${frame.action}.`);
    return answer;
  }

  /** What came from the `index`-th frame on, each as the protocol wants it. */
  framesFrom(index: number): ServerFrame[] {
    return this.texts.slice(index).map((text) => serverFrame.parse(JSON.parse(text)));
  }
}
