import type { Connection } from '../ports/connections.ts';
import type { Ports } from '../ports/ports.ts';
import type { LogEntry } from './entry.ts';
import { publish } from './publish.ts';

/** Entries lost in a row on the way to a socket from which on it is left alone: nobody waits for it all through a reply. */
const LOST_MAX = 2;

/** The entries that a socket has lost in a row, and the number of the next one with which it is tried, counted from the first. */
interface Lost {
  readonly times: number;
  readonly next: number;
}

/**
 * Those who follow a conversation while the bot replies in it. They are read once for a reply: whoever joins while it is open
 * says so in the log ({@link joined}), and the worker, whose next append fails then, reads them anew.
 *
 * A socket to which nothing can be sent is left alone for some entries, twice as many each time, and sent the reply's end in
 * any case: by the first that arrives it finds out that it has missed something, and it is shown what follows.
 */
export class Followers {
  readonly #ports: Ports;
  readonly #lost = new Map<string, Lost>();
  #published = 0;
  #known: readonly Connection[] | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Sends an appended entry to all of them. */
  async publish(entry: LogEntry): Promise<void> {
    const { state, conversationId } = entry;
    const known = this.#known ?? (await this.#ports.connections.followers(state.customerId, conversationId));
    const reached = endsReply(entry) ? known : known.filter(({ id }) => this.#isTried(id));
    const pushed = await publish(this.#ports, entry, reached);
    this.#published++;
    for (const [id, result] of pushed) {
      if (result === 'lost') this.#lose(id);
      else this.#lost.delete(id);
    }
    this.#known = known.filter(({ id }) => pushed.get(id) !== 'gone');
  }

  /** Somebody may have joined: they are read anew. */
  forget(): void {
    this.#known = undefined;
    this.#lost.clear();
  }

  #isTried(id: string): boolean {
    return this.#published >= (this.#lost.get(id)?.next ?? 0);
  }

  #lose(id: string): void {
    const times = (this.#lost.get(id)?.times ?? 0) + 1;
    const leftOut = times < LOST_MAX ? 0 : 2 ** times;
    this.#lost.set(id, { times, next: this.#published + leftOut });
  }
}

const endsReply = ({ frames }: LogEntry): boolean =>
  frames.some((frame) => frame.type === 'chunk' && ['finish', 'abort'].includes(frame.chunk.type));
