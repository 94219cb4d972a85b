import type { Principal } from '@agentic-service-bot/protocol';

/** An open socket that has said `hello`. */
export interface Connection {
  readonly id: string;
  readonly principal: Principal;
  /** When its token ends, ISO 8601: nothing is sent after it. */
  readonly expiresAt: string;
}

/** What an operator's socket can follow. */
export type Watched = { readonly customerId: string; readonly conversationId: string } | 'inbox';

/** The open sockets. */
export interface Connections {
  /** One that is added again is the newer one, never absent meanwhile, and watches what it watched. */
  add(connection: Connection): Promise<void>;
  /** Removes it and all that it watches; not an error if it is gone. */
  remove(id: string): Promise<void>;
  get(id: string): Promise<Connection | undefined>;
  /**
   * Who is sent what happens to a customer, read consistently: their own sockets and, given one of their conversations, the
   * operators' that watch it.
   */
  followers(customerId: string, conversationId?: string): Promise<readonly Connection[]>;
  watch(id: string, what: Watched): Promise<void>;
  watchers(what: Watched): Promise<readonly Connection[]>;
  /**
   * Sends one frame to any open socket, added or not. One that is gone is a result, not an error; it is removed.
   *
   * @throws if the frame can't be sent to a socket that may still be open.
   */
  send(id: string, frame: string): Promise<'sent' | 'gone'>;
}
