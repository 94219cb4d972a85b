import type { Chunk, Message, StepUsage } from '@agentic-service-bot/protocol';
import type { Digest } from './digest.ts';
import type { ConversationState } from './state.ts';
import type { StoredStep } from './step.ts';

/** A numbered frame as the log keeps it: without its number and conversation, which follow from its place. */
export type LoggedFrame =
  | { readonly type: 'chunk'; readonly messageId: string; readonly chunk: Chunk }
  | { readonly type: 'message'; readonly message: Message }
  /** The status changed; what it is now stands in the entry's state. */
  | { readonly type: 'conversation' };

/** One append to a conversation's log: one or more frames, and the state after them. */
export interface LogEntry {
  readonly conversationId: string;
  /** Number of the first frame; the others follow by one. */
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  /** Never empty. */
  readonly frames: readonly LoggedFrame[];
  readonly state: ConversationState;
  /** A model's message of the open reply, stored before the first of its calls runs. */
  readonly step?: StoredStep;
  /** The whole message that this entry completes, and what the models took that wrote it. */
  readonly message?: {
    readonly from: number;
    readonly message: Message;
    /** For those who run the bot: customers do not see it. */
    readonly usage?: readonly StepUsage[];
  };
  /** The record of what was said before the messages that models are still given, as it is from here on. */
  readonly digest?: Digest;
  /** Id of a timer's reply that was to begin here and never will: a person had the conversation by then, or it was closed. */
  readonly passedOn?: string;
}

/** A whole message as an entry completed it. */
export interface WholeMessage {
  /** `seq` of that entry: it tells the versions of a message apart. */
  readonly seq: number;
  /** `seq` of the message's first frame: its place in the transcript. */
  readonly from: number;
  readonly message: Message;
  readonly usage?: readonly StepUsage[];
}

/** Number of an entry's last frame. */
export const lastSeq = (entry: LogEntry): number => entry.seq + entry.frames.length - 1;
