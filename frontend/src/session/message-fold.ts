import { readUIMessageStream } from 'ai';
import type { UIMessage } from 'ai';
import type { Chunk, Message, MessageMetadata } from '@agentic-service-bot/protocol';

/**
 * Folds the chunks of one message into the message, as they come. A `start` that comes again continues the message,
 * as the answer to an approval does.
 */
export class MessageFold {
  readonly #writer: WritableStreamDefaultWriter<Chunk>;
  #stopped = false;

  /**
   * @param known what is known of the message already; not changed
   * @param onMessage gets the message after each change, until {@link stop}
   */
  constructor(known: Message | undefined, onMessage: (message: Message) => void) {
    const { readable, writable } = new TransformStream<Chunk, Chunk>();
    this.#writer = writable.getWriter();
    void this.#read(readable, known, onMessage);
  }

  /** A chunk that does not fit (no server should send one) ends the fold: the message stays as it was. */
  push(chunk: Chunk): void {
    this.#writer.write(chunk).catch(() => this.stop());
  }

  stop(): void {
    this.#stopped = true;
    this.#writer.abort().catch(() => undefined);
  }

  async #read(
    stream: ReadableStream<Chunk>,
    known: Message | undefined,
    onMessage: (message: Message) => void,
  ): Promise<void> {
    const message = known && structuredClone(known);
    for await (const next of readUIMessageStream<FoldedMessage>({ stream, ...(message && { message }) })) {
      if (this.#stopped) return;
      if (hasMetadata(next)) onMessage(next);
    }
  }
}

type FoldedMessage = UIMessage<MessageMetadata>;

/** A message has its metadata from its `start` on; of the parts that the SDK knows, only the protocol's travel. */
const hasMetadata = (message: FoldedMessage): message is FoldedMessage & Message =>
  message.metadata !== undefined;
