import type { ErrorFrame, ServerFrame } from '@agentic-service-bot/protocol';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';

/** A message of one's own that is not in the transcript yet. */
export interface Outgoing {
  readonly requestId: string;
  readonly text: string;
  /** Why it was refused; absent while it is on its way. */
  readonly refusal?: ErrorFrame;
}

/**
 * One's own messages on their way to the log. They leave one at a time, so that the log has them in the order in
 * which they were written.
 */
export class Outbox {
  readonly #deliver: (message: Outgoing) => Promise<ServerFrame>;
  readonly #messages = new Cell<readonly Outgoing[]>([]);
  readonly #queue: Outgoing[] = [];
  #delivering = false;

  /** @param deliver resolves with the server's answer, however long that takes */
  constructor(deliver: (message: Outgoing) => Promise<ServerFrame>) {
    this.#deliver = deliver;
  }

  get messages(): Observable<readonly Outgoing[]> {
    return this.#messages;
  }

  send(requestId: string, text: string): void {
    const message = { requestId, text };
    this.#messages.set([...this.#messages.get(), message]);
    this.#queue.push(message);
    void this.#run();
  }

  /** Sends a refused message again, as the same request. */
  retry(requestId: string): void {
    const message = this.#find(requestId);
    if (!message?.refusal) return;
    this.remove(requestId);
    this.send(requestId, message.text);
  }

  /** Forgets a message: it stands in the transcript, or is given up. */
  remove(requestId: string): void {
    if (this.#find(requestId)) {
      this.#messages.set(this.#messages.get().filter((message) => message.requestId !== requestId));
    }
  }

  #find(requestId: string): Outgoing | undefined {
    return this.#messages.get().find((message) => message.requestId === requestId);
  }

  async #run(): Promise<void> {
    if (this.#delivering) return;
    this.#delivering = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const { requestId } = next;
      const answer = await this.#deliver(next);
      if (answer.type !== 'error') continue;
      this.#messages.set(
        this.#messages
          .get()
          .map((message) => (message.requestId === requestId ? { ...message, refusal: answer } : message)),
      );
    }
    this.#delivering = false;
  }
}
