import type {
  ClientFrame,
  ConversationView,
  Message,
  ServerFrame,
  WelcomeFrame,
} from '@agentic-service-bot/protocol';
import type { SessionEnvironment } from '../session.ts';
import { FakeClock, settled } from './fake-clock.ts';
import { FakeNetwork } from './fake-socket.ts';
import type { FakeSocket } from './fake-socket.ts';

/** A server that a test writes the lines for: it welcomes by itself, and answers what it is told to. */
export class FakeServer {
  readonly clock = new FakeClock();
  readonly network = new FakeNetwork();
  /** What it says when greeted. */
  welcome: Omit<WelcomeFrame, 'type' | 'protocol' | 'expiresAt'> = {
    principal: { id: 'cust_001', name: 'Ana', role: 'customer' },
    serviceLevel: { name: 'basic', title: 'Basic' },
    actions: [],
    conversations: [],
  };
  #ids = 0;

  constructor() {
    this.network.onSent = (frame, socket) => this.#answer(frame, socket);
  }

  readonly environment: SessionEnvironment = {
    openSocket: this.network.openSocket,
    fetchToken: () => Promise.resolve('token'),
    greeting: { timeZone: 'UTC', locale: 'en' },
    clock: this.clock,
    random: () => 0,
    newId: () => `r${++this.#ids}`,
  };

  /** Lets a session that has started, or is to reconnect, go online. */
  async accept(): Promise<void> {
    await settled();
    this.network.socket.open();
    await settled();
  }

  /** Cuts the connection and lets the client come back. */
  async interrupt(): Promise<void> {
    this.network.socket.cut();
    await this.clock.advance(30_000);
    await this.accept();
  }

  async push(...frames: ServerFrame[]): Promise<void> {
    for (const frame of frames) this.network.socket.push(frame);
    await settled();
  }

  /** Answers the latest frame with this action. */
  async answer(
    action: ClientFrame['action'],
    frame: DistributiveOmit<ServerFrame, 'requestId'>,
  ): Promise<void> {
    const requestId = this.sent(action).at(-1)?.requestId;
    if (requestId === undefined) throw new Error(`Nobody sent "${action}"`);
    await this.push({ ...frame, requestId } as ServerFrame);
  }

  /** What the client sent on its present connection. */
  sent<A extends ClientFrame['action']>(action: A): Extract<ClientFrame, { action: A }>[] {
    return this.network.socket.sentWith(action);
  }

  #answer(frame: ClientFrame, socket: FakeSocket): void {
    if (frame.action === 'ping') socket.push({ type: 'pong' });
    if (frame.action !== 'hello') return;
    const now = this.clock.now();
    const times = {
      expiresAt: new Date(now + 24 * 60 * 60_000).toISOString(),
      serverTime: new Date(now).toISOString(),
    };
    socket.push({ type: 'welcome', protocol: 1, ...times, ...this.welcome });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const AT = '2026-01-05T09:00:00Z';

export const viewOf = (id: string, more: Partial<ConversationView> = {}): ConversationView => ({
  id,
  status: 'bot',
  title: id,
  updatedAt: AT,
  seq: 1,
  ...more,
});

export const customerSays = (text: string, requestId?: string): Message => ({
  id: `said_${text}`,
  role: 'user',
  metadata: { author: 'customer', createdAt: AT, ...(requestId !== undefined && { requestId }) },
  parts: [{ type: 'text', text }],
});
