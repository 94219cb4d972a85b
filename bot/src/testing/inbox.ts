import type { Inbox } from '../ports/index.ts';
import { yielded } from './stored.ts';

/** A doorbell in memory that records what was rung; nobody comes but who calls {@link MemoryInbox.deliver}. */
export class MemoryInbox implements Inbox {
  /** Every ring, oldest first. */
  readonly rings: string[] = [];
  readonly #waiting = new Set<string>();

  async ring(conversationId: string): Promise<void> {
    await yielded();
    this.rings.push(conversationId);
    this.#waiting.add(conversationId);
  }

  /** Has each rung conversation worked once; what is `busy` or throws stays rung. */
  async deliver(work: (conversationId: string) => Promise<'idle' | 'busy'>): Promise<void> {
    for (const conversationId of [...this.#waiting]) {
      this.#waiting.delete(conversationId);
      const result = await work(conversationId).catch(() => 'busy');
      if (result === 'busy') this.#waiting.add(conversationId);
    }
  }
}
