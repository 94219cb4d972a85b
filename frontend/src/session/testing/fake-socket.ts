import type { ClientFrame, ServerFrame } from '@agentic-service-bot/protocol';
import type { OpenSocket, Socket } from '../line.ts';

type Listener = (event: { data: unknown }) => void;

/** The server's end of a socket: a test says what comes, and reads what was sent. */
export class FakeSocket implements Socket {
  readonly subprotocols: readonly string[];
  readonly sent: ClientFrame[] = [];
  closed = false;
  readonly #listeners: { type: string; listener: Listener }[] = [];
  readonly #onSent: (frame: ClientFrame, socket: FakeSocket) => void;

  constructor(subprotocols: readonly string[], onSent: (frame: ClientFrame, socket: FakeSocket) => void) {
    this.subprotocols = subprotocols;
    this.#onSent = onSent;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push({ type, listener });
  }

  send(data: string): void {
    const frame = JSON.parse(data) as ClientFrame;
    this.sent.push(frame);
    this.#onSent(frame, this);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.#emit('open', undefined);
  }

  /** Sends something to the client. */
  push(frame: ServerFrame | { type?: string }): void {
    this.pushText(JSON.stringify(frame));
  }

  pushText(data: unknown): void {
    if (!this.closed) this.#emit('message', data);
  }

  /** Cuts the connection. */
  cut(): void {
    this.closed = true;
    this.#emit('close', undefined);
  }

  /** What was sent with this action, latest last. */
  sentWith<A extends ClientFrame['action']>(action: A): Extract<ClientFrame, { action: A }>[] {
    return this.sent.filter((frame): frame is Extract<ClientFrame, { action: A }> => frame.action === action);
  }

  #emit(type: string, data: unknown): void {
    for (const entry of this.#listeners) if (entry.type === type) entry.listener({ data });
  }
}

/** Sockets that a test holds the other end of. */
export class FakeNetwork {
  readonly sockets: FakeSocket[] = [];
  /** Called for each frame that a client sends. */
  onSent: (frame: ClientFrame, socket: FakeSocket) => void = () => undefined;

  readonly openSocket: OpenSocket = (subprotocols) => {
    const socket = new FakeSocket(subprotocols, (frame) => this.onSent(frame, socket));
    this.sockets.push(socket);
    return socket;
  };

  /** The latest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('Nobody has connected yet');
    return socket;
  }
}
