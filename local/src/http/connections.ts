import type { Connection, Connections, Watched } from '@agentic-service-bot/bot/ports';

/** Most bytes that wait to be sent to one socket: who reads slower than that is dropped, and resumes later. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** What must be known of a socket to send to it; `ws` has it. */
export interface Socket {
  readonly OPEN: number;
  readonly readyState: number;
  /** Bytes that are not on their way yet. */
  readonly bufferedAmount: number;
  send(text: string): void;
  /** Ends it without the other side. */
  terminate(): void;
}

interface Open {
  readonly socket: Socket;
  readonly watched: Set<string>;
  connection?: Connection;
}

const INBOX = 'inbox';
const keyOf = (what: Watched): string => (what === 'inbox' ? INBOX : `conversation/${what.conversationId}`);

/** The open sockets of this process. */
export class OpenSockets implements Connections {
  readonly #open = new Map<string, Open>();
  readonly #byPrincipal = new Map<string, Set<string>>();
  readonly #byWatched = new Map<string, Set<string>>();

  /** A socket has opened. */
  opened(id: string, socket: Socket): void {
    this.#open.set(id, { socket, watched: new Set() });
  }

  /** A socket has closed. */
  async closed(id: string): Promise<void> {
    await this.remove(id);
    this.#open.delete(id);
  }

  /** One that has closed meanwhile is not added. What it watches already, if it says hello twice, stays. */
  async add(connection: Connection): Promise<void> {
    const open = this.#open.get(connection.id);
    if (open === undefined) return;
    // At once: who looks meanwhile finds the one or the other.
    if (open.connection !== undefined) take(this.#byPrincipal, open.connection.principal.id, connection.id);
    open.connection = connection;
    put(this.#byPrincipal, connection.principal.id, connection.id);
  }

  async remove(id: string): Promise<void> {
    const open = this.#open.get(id);
    if (open?.connection === undefined) return;
    take(this.#byPrincipal, open.connection.principal.id, id);
    for (const key of open.watched) take(this.#byWatched, key, id);
    open.watched.clear();
    delete open.connection;
  }

  async get(id: string): Promise<Connection | undefined> {
    return this.#open.get(id)?.connection;
  }

  async followers(customerId: string, conversationId?: string): Promise<readonly Connection[]> {
    const own = this.#byPrincipal.get(customerId) ?? [];
    if (conversationId === undefined) return this.#connections(own);
    const watching = this.#byWatched.get(keyOf({ customerId, conversationId })) ?? [];
    return this.#connections(new Set([...own, ...watching]));
  }

  async watch(id: string, what: Watched): Promise<void> {
    const open = this.#open.get(id);
    if (open?.connection === undefined) return;
    open.watched.add(keyOf(what));
    put(this.#byWatched, keyOf(what), id);
  }

  async watchers(what: Watched): Promise<readonly Connection[]> {
    return this.#connections(this.#byWatched.get(keyOf(what)) ?? []);
  }

  async send(id: string, frame: string): Promise<'sent' | 'gone'> {
    const socket = this.#open.get(id)?.socket;
    if (socket === undefined) return 'gone';
    if (socket.readyState === socket.OPEN && socket.bufferedAmount + frame.length <= MAX_WAITING_BYTES) {
      socket.send(frame);
      return 'sent';
    }
    socket.terminate();
    await this.closed(id);
    return 'gone';
  }

  #connections(ids: Iterable<string>): readonly Connection[] {
    return [...ids].flatMap((id) => this.#open.get(id)?.connection ?? []);
  }
}

function put(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}

function take(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}
