import type { Connection } from '../ports/connections.ts';
import type { Ports } from '../ports/ports.ts';
import type { LogEntry } from './entry.ts';
import { publish } from './publish.ts';

/**
 * Those who follow a conversation while the bot replies in it. They are read once for a reply: whoever joins while it is open
 * says so in the log ({@link joined}), and the worker, whose next append fails then, reads them anew.
 */
export class Followers {
  readonly #ports: Ports;
  #known: readonly Connection[] | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Sends an appended entry to all of them. */
  async publish(entry: LogEntry): Promise<void> {
    const { state, conversationId } = entry;
    const known = this.#known ?? (await this.#ports.connections.followers(state.customerId, conversationId));
    const gone = await publish(this.#ports, entry, known);
    this.#known = known.filter(({ id }) => !gone.has(id));
  }

  /** Somebody may have joined: they are read anew. */
  forget(): void {
    this.#known = undefined;
  }
}
