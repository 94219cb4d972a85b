import { readUIMessageStream } from 'ai';
import type { UIMessage } from 'ai';
import type {
  Chunk,
  ConversationView,
  HistoryPageFrame,
  Message,
  MessageFrame,
  MessageMetadata,
  NumberedFrame,
  ResumedFrame,
} from '@agentic-service-bot/protocol';

/** One conversation's log as a server keeps it, written from the protocol's page alone. */
export class FakeLog {
  readonly id: string;
  readonly frames: NumberedFrame[] = [];

  constructor(id: string) {
    this.id = id;
  }

  get last(): number {
    return this.frames.length;
  }

  /** The log as it was when it had this many frames. */
  upTo(count: number): FakeLog {
    const log = new FakeLog(this.id);
    log.frames.push(...this.frames.slice(0, count));
    return log;
  }

  addChunk(messageId: string, chunk: Chunk): NumberedFrame {
    return this.#add({ type: 'chunk', conversationId: this.id, seq: this.last + 1, messageId, chunk });
  }

  addMessage(message: Message): NumberedFrame {
    const seq = this.last + 1;
    return this.#add({ type: 'message', conversationId: this.id, seq, from: seq, message });
  }

  addStatus(view: Omit<ConversationView, 'id' | 'seq'>): NumberedFrame {
    const seq = this.last + 1;
    return this.#add({ type: 'conversation', seq, conversation: { ...view, id: this.id, seq } });
  }

  /** The answer to `resume`: whole messages for what is finished, chunks for what is not. */
  async resume(after: number, pageSize = 200): Promise<[...NumberedFrame[], ResumedFrame]> {
    const finished = await this.#finished();
    const frames = this.frames.slice(after).flatMap((frame): NumberedFrame[] => {
      const whole = frame.type === 'chunk' ? finished.get(frame.messageId) : undefined;
      if (!whole || frame.seq > whole.seq) return [{ ...frame, replay: true }];
      return frame.seq === whole.seq ? [{ ...whole, replay: true }] : [];
    });
    const page = frames.slice(0, pageSize);
    const more = page.length < frames.length;
    const seq = (more ? page.at(-1)?.seq : undefined) ?? this.last;
    return [...page, { type: 'resumed', conversationId: this.id, seq, more }];
  }

  /** The answer to `history`; what of a reply is not finished is left to `resume`. */
  async history(before = Infinity, pageSize = 50): Promise<HistoryPageFrame> {
    const finished = await this.#finished();
    const messages = [...this.frames.filter((frame) => frame.type === 'message'), ...finished.values()]
      .filter(({ from }) => from < before)
      .sort((a, b) => a.from - b.from);
    const open = this.frames.find(
      (frame) => frame.type === 'chunk' && frame.seq > (finished.get(frame.messageId)?.seq ?? 0),
    );
    return {
      type: 'history',
      conversationId: this.id,
      messages: messages.slice(-pageSize).map(({ from, message }) => ({ from, message })),
      more: messages.length > pageSize,
      seq: open ? open.seq - 1 : this.last,
    };
  }

  /** Each message that was finished, as it was when it was last finished. */
  async #finished(): Promise<Map<string, MessageFrame>> {
    const chunks = this.frames.filter((frame) => frame.type === 'chunk');
    const finished = new Map<string, MessageFrame>();
    for (const [id, frames] of Map.groupBy(chunks, (frame) => frame.messageId)) {
      const end = frames.findLastIndex(({ chunk }) => chunk.type === 'finish' || chunk.type === 'abort');
      const [first, last] = [frames[0], frames[end]];
      if (!first || !last) continue;
      const message = await fold(frames.slice(0, end + 1).map(({ chunk }) => chunk));
      finished.set(id, { type: 'message', conversationId: this.id, seq: last.seq, from: first.seq, message });
    }
    return finished;
  }

  #add(frame: NumberedFrame): NumberedFrame {
    this.frames.push(frame);
    return frame;
  }
}

async function fold(chunks: readonly Chunk[]): Promise<Message> {
  const stream = new ReadableStream<Chunk>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  let message: UIMessage<MessageMetadata> | undefined;
  for await (message of readUIMessageStream<UIMessage<MessageMetadata>>({ stream }));
  return message as Message;
}
