import { parseServerFrame, type ServerFrame } from '@agentic-service-bot/protocol';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { createBot, type Bot } from '../bot.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import type { Identity } from '../identity/identity.ts';
import type { Ports } from '../ports/index.ts';
import { ManualClock } from './clock.ts';
import { countingIds } from './ids.ts';
import { memoryPorts, type MemoryPorts } from './ports.ts';

type Client = Record<string, unknown> & { action: string };

/** A bot on ports in memory, and people who talk to it. */
export class World {
  readonly clock = new ManualClock();
  readonly ports: MemoryPorts;
  readonly bot: Bot;
  readonly service: ServiceDefinition;
  readonly models: readonly LanguageModelV4[];
  #requests = 0;

  constructor(service: ServiceDefinition, ...models: readonly LanguageModelV4[]) {
    this.service = service;
    this.models = models;
    this.ports = memoryPorts({ now: this.clock.now, id: countingIds() });
    this.bot = this.worker('worker-1');
  }

  /** Another worker, perhaps on ports that do something else. */
  worker(name: string, ports: Ports = this.ports): Bot {
    return createBot({ service: this.service, models: this.models, ports, worker: name });
  }

  identity(
    id: string,
    role: 'customer' | 'operator' = 'customer',
    claims: Identity['claims'] = {},
  ): Identity {
    return { principal: { id, name: `Name of ${id}`, role }, expiresAt: '2030-01-01T00:00:00.000Z', claims };
  }

  /** Opens a socket and says hello. */
  async person(
    id: string,
    role: 'customer' | 'operator' = 'customer',
    socketId = `socket of ${id}`,
  ): Promise<Person> {
    const person = new Person(this, socketId, this.identity(id, role));
    await person.send({ action: 'hello' });
    return person;
  }

  /** Has every rung conversation worked until nothing rings. */
  async settle(bot = this.bot): Promise<void> {
    for (let round = 0; round < 5; round++) {
      await this.ports.inbox.deliver((conversationId) =>
        bot.work(conversationId, new AbortController().signal),
      );
    }
  }

  nextRequest(): string {
    return `request-${String(++this.#requests)}`;
  }
}

/** Somebody on a socket. */
export class Person {
  readonly #world: World;
  readonly #socketId: string;
  readonly #identity: Identity;
  readonly #frames: readonly string[];

  constructor(world: World, socketId: string, identity: Identity) {
    this.#world = world;
    this.#socketId = socketId;
    this.#identity = identity;
    this.#frames = world.ports.connections.open(socketId).frames;
  }

  /** All frames so far. */
  get frames(): ServerFrame[] {
    return this.#frames.map((text) => {
      const frame = parseServerFrame(text);
      if (frame === undefined) throw new Error(`Not a frame of the protocol: ${text}`);
      return frame;
    });
  }

  /** Sends a frame; returns what came on this socket meanwhile. */
  async send(frame: Client | string, bot = this.#world.bot): Promise<ServerFrame[]> {
    const before = this.#frames.length;
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
    await bot.receive(this.#socketId, this.#identity, text);
    return this.frames.slice(before);
  }

  /** Sends a frame whose answer is the last one. */
  async ask(frame: Client | string): Promise<ServerFrame> {
    const last = (await this.send(frame)).at(-1);
    if (last === undefined) throw new Error('There was no answer.');
    return last;
  }

  /** Writes a message and lets the bot answer; returns the conversation. */
  async say(text: string, conversationId?: string): Promise<string> {
    const id = await this.write(text, conversationId);
    await this.#world.settle();
    return id;
  }

  /** Writes a message; the bot has not been at it yet. */
  async write(text: string, conversationId?: string): Promise<string> {
    const more = conversationId === undefined ? {} : { conversationId };
    const requestId = this.#world.nextRequest();
    const answer = await this.ask({ action: 'sendMessage', requestId, text, ...more });
    if (answer.type !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(answer)}`);
    return answer.conversationId;
  }

  /** The chunks so far, in order. */
  get chunks() {
    return this.frames.flatMap((frame) => (frame.type === 'chunk' ? [frame.chunk] : []));
  }

  /** All text of the bot so far. */
  get heard(): string {
    return this.chunks.map((chunk) => (chunk.type === 'text-delta' ? chunk.delta : '')).join('');
  }

  /** The outputs of actions so far. */
  get outputs(): unknown[] {
    return this.chunks.flatMap((chunk) => (chunk.type === 'tool-output-available' ? [chunk.output] : []));
  }
}
