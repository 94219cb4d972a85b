import { parseServerFrame, PING_INTERVAL_MS, SUBPROTOCOL } from '@agentic-service-bot/protocol';
import type { ClientFrame, ServerFrame, WelcomeFrame } from '@agentic-service-bot/protocol';
import type { Clock } from './clock.ts';

const WELCOME_TIMEOUT_MS = 15_000;
const PONG_TIMEOUT_MS = 15_000;

/** What is used of a browser's `WebSocket`. */
export interface Socket {
  send(data: string): void;
  close(code?: number): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/** Opens a socket to the server with these subprotocols. */
export type OpenSocket = (subprotocols: string[]) => Socket;

/** How a client introduces itself. */
export interface Greeting {
  /** IANA name. */
  readonly timeZone: string;
  /** BCP 47. */
  readonly locale: string;
}

export interface LineOptions {
  readonly openSocket: OpenSocket;
  readonly token: string;
  readonly greeting: Greeting;
  readonly clock: Clock;
  readonly onWelcome: (welcome: WelcomeFrame) => void;
  /** Every frame but `welcome` and `pong`. */
  readonly onFrame: (frame: ServerFrame) => void;
  /** The line is dead: closed by the other side, or silent. Not called after {@link Line.close}. */
  readonly onEnd: () => void;
}

/** One socket from its opening to its end: says hello, keeps it alive, notices when it is dead. */
export class Line {
  readonly #options: LineOptions;
  readonly #socket: Socket;
  #cancelTimer: () => void;
  #ended = false;
  /** It has just shown that it stands, and is next asked in a while. */
  #idle = false;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#socket = options.openSocket([SUBPROTOCOL, options.token]);
    this.#socket.addEventListener('open', () => {
      if (!this.#ended) this.greet();
    });
    this.#socket.addEventListener('message', (event) => {
      if (!this.#ended) this.#receive(event.data);
    });
    this.#socket.addEventListener('close', () => this.#end());
    this.#cancelTimer = options.clock.after(WELCOME_TIMEOUT_MS, () => this.#end());
  }

  send(frame: ClientFrame): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Says hello: at the start, and again to hear how things stand now. */
  greet(): void {
    this.send({ action: 'hello', ...this.#options.greeting });
  }

  /** Asks for a sign of life now, unless one is awaited. */
  check(): void {
    if (this.#idle) this.#ping();
  }

  /** Ends it from this side. */
  close(): void {
    this.#ended = true;
    this.#cancelTimer();
    this.#socket.close(1000);
  }

  #end(): void {
    if (this.#ended) return;
    this.close();
    this.#options.onEnd();
  }

  #receive(data: unknown): void {
    const frame = typeof data === 'string' ? parseServerFrame(data) : undefined;
    if (!frame) return;
    switch (frame.type) {
      case 'welcome':
        this.#schedulePing();
        return this.#options.onWelcome(frame);
      case 'pong':
        return this.#schedulePing();
      default:
        return this.#options.onFrame(frame);
    }
  }

  #schedulePing(): void {
    this.#idle = true;
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(PING_INTERVAL_MS, () => this.#ping());
  }

  #ping(): void {
    this.#idle = false;
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(PONG_TIMEOUT_MS, () => this.#end());
    this.send({ action: 'ping' });
  }
}
