import type { Bot, Identity } from '@agentic-service-bot/bot';
import type { MemorySocket } from '@agentic-service-bot/bot/testing';
import type { ServerFrame } from '@agentic-service-bot/protocol';
import type { Stage } from './stage.ts';

type Frame = Readonly<Record<string, unknown>> & { readonly action: string };

/** Somebody who sends each frame until it is answered, and connects again when the server was away. */
export class Client {
  readonly #stage: Stage;
  readonly #identity: Identity;
  readonly #frames: ServerFrame[] = [];
  #socket: MemorySocket | undefined;
  #socketId = '';
  #bot: Bot | undefined;
  #connected = Promise.resolve();
  #read = 0;
  #count = 0;

  constructor(stage: Stage, identity: Identity) {
    this.#stage = stage;
    this.#identity = identity;
  }

  get id(): string {
    return this.#identity.principal.id;
  }

  /** All frames so far, of all its sockets. */
  get frames(): readonly ServerFrame[] {
    this.#readOn();
    return this.#frames;
  }

  /** Opens a new socket in the place of the one it had, and says hello; nothing if it has one to this bot. */
  connect(bot: Bot): Promise<void> {
    if (this.#bot === bot) return this.#connected;
    this.#bot = bot;
    this.#connected = this.#hello(bot);
    return this.#connected;
  }

  async #hello(bot: Bot): Promise<void> {
    this.#readOn();
    this.#socket?.close();
    this.#socketId = `${this.id}/${++this.#count}`;
    this.#socket = this.#stage.world.connections.open(this.#socketId);
    this.#read = 0;
    await bot.receive(this.#socketId, this.#identity, JSON.stringify({ action: 'hello' }));
  }

  /** Sends a frame until it is answered; returns the answer. */
  async send(frame: Frame): Promise<ServerFrame> {
    const requestId = `${this.id}-${++this.#count}`;
    const text = JSON.stringify({ ...frame, requestId });
    const answer = () =>
      this.frames.find(
        (found) => 'requestId' in found && found.requestId === requestId && found.type !== 'summary',
      );
    return this.#stage.atLeastOnce(async (bot) => {
      if (answer() === undefined) await bot.receive(this.#socketId, this.#identity, text);
      const found = answer();
      if (found === undefined) throw new Error(`No answer came to ${text}`);
      return found;
    });
  }

  /** Sends a message; returns its conversation. */
  async write(text: string, conversationId?: string): Promise<string> {
    const more = conversationId === undefined ? {} : { conversationId };
    const answer = await this.send({ action: 'sendMessage', text, ...more });
    if (answer.type !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(answer)}`);
    return answer.conversationId;
  }

  #readOn(): void {
    const unread = this.#socket?.frames.slice(this.#read) ?? [];
    this.#read += unread.length;
    this.#frames.push(...unread.map((text) => JSON.parse(text) as ServerFrame));
  }
}
