import { createBot, type Bot } from '@agentic-service-bot/bot';
import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { countingIds, ManualClock, memoryPorts, type MemoryPorts } from '@agentic-service-bot/bot/testing';
import { parseServerFrame, type Chunk, type Message, type ServerFrame } from '@agentic-service-bot/protocol';
import type { LanguageModelV4 } from '@ai-sdk/provider';

/** What a customer saw of one reply. */
export interface SeenReply {
  readonly chunks: readonly Chunk[];
  /** As it is stored. */
  readonly message: Message;
  readonly text: string;
}

/** A customer of the service's demo who talks to a bot with ports in memory. */
export class DemoChat {
  readonly ports: MemoryPorts;
  readonly clock = new ManualClock();
  readonly #bot: Bot;
  readonly #customerId: string;
  readonly #frames: readonly string[];
  #conversationId: string | undefined;
  #requests = 0;

  private constructor(service: ServiceDefinition, models: readonly LanguageModelV4[], customerId: string) {
    this.ports = memoryPorts({ now: this.clock.now, id: countingIds() });
    this.#bot = createBot({ service, models, ports: this.ports, worker: 'worker' });
    this.#customerId = customerId;
    this.#frames = this.ports.connections.open('socket').frames;
  }

  static async open(
    service: ServiceDefinition,
    models: readonly LanguageModelV4[],
    customerId: string,
  ): Promise<DemoChat> {
    const chat = new DemoChat(service, models, customerId);
    const demo = service.demo.customers.find(({ id }) => id === customerId);
    if (demo === undefined) throw new Error(`There is no demo customer ${customerId}.`);
    const { id, name, level, timeZone, objects } = demo;
    await chat.ports.customers.put({ id, name, level, timeZone });
    for (const { kind, id: objectId, data } of objects)
      await chat.ports.objects.write(id, kind, objectId, 0, data, chat.clock.now());
    await chat.#send({ action: 'hello' });
    return chat;
  }

  /** The conversation, once something has been said. */
  get conversationId(): string {
    return this.#conversationId ?? '';
  }

  /** What is in an object of the customer's. */
  async object(kind: string, id: string): Promise<unknown> {
    return (await this.ports.objects.get(this.#customerId, kind, id))?.data;
  }

  /** Says something, and waits for the reply. */
  async say(text: string): Promise<SeenReply> {
    const before = this.#frames.length;
    const conversationId = this.#conversationId;
    const requestId = `request-${String(++this.#requests)}`;
    await this.#send({ action: 'sendMessage', requestId, text, ...(conversationId && { conversationId }) });
    this.#conversationId ??= this.#since(before).find((frame) => frame.type === 'accepted')?.conversationId;
    const busy = await this.#bot.work(this.conversationId, new AbortController().signal);
    if (busy !== 'idle') throw new Error('The bot has not finished its turn.');
    const chunks = this.#since(before).flatMap((frame) => (frame.type === 'chunk' ? [frame.chunk] : []));
    const message = (await this.#history()).findLast(({ role }) => role === 'assistant');
    if (message === undefined) throw new Error('The bot has not answered.');
    const said = message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
    return { chunks, message, text: said.trim() };
  }

  async #history(): Promise<Message[]> {
    const before = this.#frames.length;
    await this.#send({ action: 'history', conversationId: this.conversationId });
    const page = this.#since(before).find((frame) => frame.type === 'history');
    return (page?.messages ?? []).map(({ message }) => message);
  }

  /** The frames that came on the socket after so many others. */
  #since(count: number): ServerFrame[] {
    return this.#frames.slice(count).map((text) => {
      const frame = parseServerFrame(text);
      if (frame === undefined) throw new Error(`Not a frame of the protocol: ${text}`);
      return frame;
    });
  }

  async #send(frame: Record<string, unknown>): Promise<void> {
    const identity = {
      principal: { id: this.#customerId, name: 'Demo', role: 'customer' as const },
      expiresAt: '2099-01-01T00:00:00.000Z',
      claims: {},
    };
    await this.#bot.receive('socket', identity, JSON.stringify(frame));
  }
}
