import type { Connection } from '../ports/connections.ts';
import type { Ports } from '../ports/ports.ts';
import type { LogEntry } from './entry.ts';
import { publish } from './publish.ts';

/** Most entries that are lost on the way to a socket before it is left alone: nobody waits for it all through a reply. */
const LOST_MAX = 2;

/**
 * Those who follow a conversation while the bot replies in it. They are read once for a reply: whoever joins while it is open
 * says so in the log ({@link joined}), and the worker, whose next append fails then, reads them anew.
 *
 * A socket to which nothing can be sent is left alone for a while, and sent the reply's end again: by that it finds out that
 * it has missed something.
 */
export class Followers {
  readonly #ports: Ports;
  readonly #lost = new Map<string, number>();
  #known: readonly Connection[] | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Sends an appended entry to all of them. */
  async publish(entry: LogEntry): Promise<void> {
    const { state, conversationId } = entry;
    const known = this.#known ?? (await this.#ports.connections.followers(state.customerId, conversationId));
    const reached = endsReply(entry) ? known : known.filter(({ id }) => (this.#lost.get(id) ?? 0) < LOST_MAX);
    const pushed = await publish(this.#ports, entry, reached);
    for (const [id, result] of pushed)
      if (result === 'lost') this.#lost.set(id, (this.#lost.get(id) ?? 0) + 1);
    this.#known = known.filter(({ id }) => pushed.get(id) !== 'gone');
  }

  /** Somebody may have joined: they are read anew. */
  forget(): void {
    this.#known = undefined;
    this.#lost.clear();
  }
}

const endsReply = ({ frames }: LogEntry): boolean =>
  frames.some((frame) => frame.type === 'chunk' && ['finish', 'abort'].includes(frame.chunk.type));
