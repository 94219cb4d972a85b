import type { Connection, Connections, Watched } from '../ports/index.ts';
import { keyOf, stored, yielded } from './stored.ts';

const watchKey = (what: Watched): string => (what === 'inbox' ? what : keyOf(what.conversationId));

/** A socket in memory. */
export interface MemorySocket {
  /** The frames it was sent, oldest first. */
  readonly frames: readonly string[];
  close(): void;
}

/** Open sockets in memory, with all that was sent to them. */
export class MemoryConnections implements Connections {
  readonly #sockets = new Map<string, string[]>();
  readonly #connections = new Map<string, Connection>();
  readonly #watched = new Map<string, Set<string>>();

  /** Opens a socket: without one, whatever is sent is `gone`. */
  open(id: string): MemorySocket {
    const frames: string[] = [];
    this.#sockets.set(id, frames);
    return { frames, close: () => void this.#sockets.delete(id) };
  }

  async add(connection: Connection): Promise<void> {
    await yielded();
    this.#connections.set(connection.id, stored(connection));
  }

  async remove(id: string): Promise<void> {
    await yielded();
    this.#forget(id);
  }

  async get(id: string): Promise<Connection | undefined> {
    await yielded();
    const found = this.#connections.get(id);
    return found && stored(found);
  }

  async followers(customerId: string, conversationId?: string): Promise<readonly Connection[]> {
    await yielded();
    const key = conversationId === undefined ? undefined : keyOf(conversationId);
    return stored(
      [...this.#connections.values()].filter(
        ({ id, principal }) =>
          principal.id === customerId || (key !== undefined && this.#watched.get(id)?.has(key) === true),
      ),
    );
  }

  async watch(id: string, what: Watched): Promise<void> {
    await yielded();
    const watched = this.#watched.get(id) ?? new Set();
    this.#watched.set(id, watched.add(watchKey(what)));
  }

  async watchers(what: Watched): Promise<readonly Connection[]> {
    await yielded();
    const key = watchKey(what);
    return stored(
      [...this.#connections.values()].filter(({ id }) => this.#watched.get(id)?.has(key) === true),
    );
  }

  async send(id: string, frame: string): Promise<'sent' | 'gone'> {
    await yielded();
    const socket = this.#sockets.get(id);
    if (socket === undefined) {
      this.#forget(id);
      return 'gone';
    }
    socket.push(frame);
    return 'sent';
  }

  #forget(id: string): void {
    this.#connections.delete(id);
    this.#watched.delete(id);
  }
}
