import { randomUUID } from 'node:crypto';
import {
  parseServerFrame,
  SUBPROTOCOL,
  type ConversationStatus,
  type ServerFrame,
} from '@agentic-service-bot/protocol';

/** A customer's socket to this bot: says something, and hears the whole reply. */
export class CustomerSocket {
  readonly #socket: WebSocket;
  readonly #heard = new EventTarget();
  /** What was said so far in replies, by their id, and which message each answers. */
  readonly #words = new Map<string, string>();
  readonly #answers = new Map<string, readonly string[]>();
  /** Whole replies, by the message that they answer. */
  readonly #replies = new Map<string, string>();
  /** Of the conversation heard of last. */
  status: ConversationStatus | undefined;
  #failed: string | undefined;
  readonly #accepted = new Map<string, { readonly conversationId: string; readonly messageId: string }>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const frame = parseServerFrame(String(data));
      if (frame !== undefined) this.#hear(frame);
      this.#heard.dispatchEvent(new Event('frame'));
    });
    socket.addEventListener('close', () => this.#heard.dispatchEvent(new Event('frame')));
  }

  /** @param url where the server is, without a slash at the end */
  static async open(url: string, customer: string): Promise<CustomerSocket> {
    const response = await fetch(`${url}/demo/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sub: customer }),
    });
    const { token } = (await response.json()) as { readonly token: string };
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, [SUBPROTOCOL, token]);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`No connection to ${url}.`)));
    });
    const opened = new CustomerSocket(socket);
    opened.#send({ action: 'hello' });
    return opened;
  }

  /** Sends a message. Returns once it is accepted: from there on the bot owes an answer. */
  async send(text: string, conversationId?: string) {
    const requestId = this.#send({ action: 'sendMessage', text, ...(conversationId && { conversationId }) });
    return this.#until(() => this.#accepted.get(requestId));
  }

  /** The whole reply to a message. */
  async reply(messageId: string): Promise<string> {
    return this.#until(() => this.#replies.get(messageId));
  }

  /** Hears a conversation from its beginning, and what comes. */
  follow(conversationId: string): void {
    this.#send({ action: 'resume', conversationId, after: 0 });
  }

  close(): void {
    this.#socket.close();
  }

  #send(frame: Readonly<Record<string, unknown>>): string {
    const requestId = randomUUID();
    this.#socket.send(JSON.stringify({ ...frame, requestId }));
    return requestId;
  }

  #hear(frame: ServerFrame): void {
    if (frame.type === 'error') this.#failed = frame.message;
    if (frame.type === 'accepted')
      this.#accepted.set(frame.requestId, {
        conversationId: frame.conversationId,
        messageId: frame.messageId,
      });
    if (frame.type === 'conversation') this.status = frame.conversation.status;
    if (frame.type === 'message') {
      const text = frame.message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
      this.#whole(frame.message.metadata.replyTo ?? [], text);
    }
    if (frame.type !== 'chunk') return;
    const { messageId, chunk } = frame;
    if (chunk.type === 'start') this.#answers.set(messageId, chunk.messageMetadata?.replyTo ?? []);
    if (chunk.type === 'text-delta')
      this.#words.set(messageId, (this.#words.get(messageId) ?? '') + chunk.delta);
    if (chunk.type === 'finish')
      this.#whole(this.#answers.get(messageId) ?? [], this.#words.get(messageId) ?? '');
  }

  #whole(answered: readonly string[], text: string): void {
    for (const id of answered) this.#replies.set(id, text);
  }

  /** @throws Error when the connection ends before */
  async #until<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.#failed !== undefined) throw new Error(this.#failed);
      if (this.#socket.readyState >= WebSocket.CLOSING) throw new Error('The connection has ended.');
      await new Promise((resolve) => this.#heard.addEventListener('frame', resolve, { once: true }));
    }
  }
}
