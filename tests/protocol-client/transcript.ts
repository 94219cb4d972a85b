import { readUIMessageStream, type UIMessageChunk } from 'ai';
import type { ConversationView, History, Message, Metadata, NumberedFrame } from './frames.ts';

interface Entry {
  /** The message's first `seq`: its place in the transcript. */
  readonly from: number;
  /** The message as it came whole, or undefined when it came in chunks from the first. */
  readonly base: Message | undefined;
  /** What came after it. */
  readonly chunks: UIMessageChunk<Metadata>[];
}

/** One conversation as its frames tell it, ordered as the protocol's "Order" says. */
export class Transcript {
  #last = 0;
  #view: ConversationView | undefined;
  readonly #held = new Map<number, NumberedFrame>();
  readonly #entries = new Map<string, Entry>();

  /** The `seq` up to which all is known: what to `resume` after. */
  get last(): number {
    return this.#last;
  }

  /** Whether a later frame came and waits for an earlier one. */
  get gap(): boolean {
    return this.#held.size > 0;
  }

  /** The conversation as the last change of its status left it, or undefined while it never changed. */
  get view(): ConversationView | undefined {
    return this.#view;
  }

  /** Takes a frame in: applied, held for an earlier one, or dropped as known. */
  apply(frame: NumberedFrame): void {
    if (frame.seq <= this.#last) return;
    if (frame.replay === true || frame.seq === this.#last + 1) this.#commit(frame);
    else this.#held.set(frame.seq, frame);
    this.#release();
  }

  /** The server says that all up to `seq` was sent. */
  resumed(seq: number): void {
    this.#last = Math.max(this.#last, seq);
    this.#release();
  }

  /** Begins from a page of history, to be resumed from its `seq`. */
  load(history: History): void {
    for (const { from, message } of history.messages) {
      this.#entries.set(message.id, { from, base: message, chunks: [] });
    }
    this.#last = history.seq;
  }

  /** Returns the messages in their order, each folded by the AI SDK. */
  async messages(): Promise<Message[]> {
    const entries = [...this.#entries].sort(([, a], [, b]) => a.from - b.from);
    return await Promise.all(entries.map(([id, entry]) => fold(id, entry)));
  }

  #commit(frame: NumberedFrame): void {
    this.#last = frame.seq;
    switch (frame.type) {
      case 'message':
        this.#entries.set(frame.message.id, { from: frame.from, base: frame.message, chunks: [] });
        break;
      case 'chunk': {
        const entry = this.#entries.get(frame.messageId);
        if (entry === undefined) {
          this.#entries.set(frame.messageId, { from: frame.seq, base: undefined, chunks: [frame.chunk] });
        } else entry.chunks.push(frame.chunk);
        break;
      }
      case 'conversation':
        this.#view = frame.conversation;
        break;
    }
  }

  #release(): void {
    for (const seq of [...this.#held.keys()].sort((a, b) => a - b)) {
      const frame = this.#held.get(seq);
      if (frame === undefined || seq > this.#last + 1) return;
      this.#held.delete(seq);
      if (seq > this.#last) this.#commit(frame);
    }
  }
}

/** Returns what the AI SDK makes of a message's chunks, as it would travel. Throws on chunks that do not fit. */
async function fold(id: string, { base, chunks }: Entry): Promise<Message> {
  let message: Message | undefined = base;
  const stream = readUIMessageStream<Message>({
    ...(base === undefined ? {} : { message: structuredClone(base) }),
    stream: streamOf(chunks),
    terminateOnError: true,
  });
  for await (const state of stream) message = state;
  if (message === undefined) throw new Error(`The chunks of ${id} make no message`);
  return JSON.parse(JSON.stringify(message)) as Message;
}

function streamOf(chunks: readonly UIMessageChunk<Metadata>[]): ReadableStream<UIMessageChunk> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(structuredClone(chunk));
      controller.close();
    },
  });
}
