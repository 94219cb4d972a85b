import type { ChunkFrame, Message, MessageFrame } from '@agentic-service-bot/protocol';
import { MessageFold } from './message-fold.ts';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';

export interface TranscriptEntry {
  /** `seq` of the message's first frame; the transcript is ordered by it. */
  readonly from: number;
  readonly message: Message;
  /** True from a reply's start to its end. */
  readonly writing: boolean;
}

interface Slot {
  readonly from: number;
  /** Absent until the first chunk is folded. */
  message?: Message;
  writing: boolean;
  fold?: MessageFold;
}

/** The messages of one conversation, made from frames that come in order and from pages of its history. */
export class Transcript {
  readonly #slots = new Map<string, Slot>();
  readonly #entries = new Cell<readonly TranscriptEntry[]>([]);

  get entries(): Observable<readonly TranscriptEntry[]> {
    return this.#entries;
  }

  /** Adds whole messages, as history brings them. */
  add(messages: readonly { from: number; message: Message }[]): void {
    for (const { from, message } of messages) {
      if (!this.#slots.has(message.id)) this.#slots.set(message.id, { from, message, writing: false });
    }
    this.#publish();
  }

  /** A whole message takes the place of what is known of it. */
  applyMessage({ from, message }: MessageFrame): void {
    this.#slots.get(message.id)?.fold?.stop();
    this.#slots.set(message.id, { from, message, writing: false });
    this.#publish();
  }

  applyChunk({ seq, messageId, chunk }: ChunkFrame): void {
    let slot = this.#slots.get(messageId);
    if (!slot) {
      slot = { from: seq, writing: false };
      this.#slots.set(messageId, slot);
    }
    if (chunk.type === 'start') slot.writing = true;
    if (chunk.type === 'finish' || chunk.type === 'abort') slot.writing = false;
    slot.fold ??= this.#fold(slot);
    slot.fold.push(chunk);
    this.#publish();
  }

  #fold(slot: Slot): MessageFold {
    return new MessageFold(slot.message, (message) => {
      slot.message = message;
      this.#publish();
    });
  }

  #publish(): void {
    const entries: TranscriptEntry[] = [];
    for (const { from, message, writing } of this.#slots.values()) {
      if (message) entries.push({ from, message, writing });
    }
    this.#entries.set(entries.sort((a, b) => a.from - b.from));
  }
}
