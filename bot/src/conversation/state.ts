import type { MessageMetadata } from '@agentic-service-bot/protocol';
import type { SupportPriority } from '../definition/index.ts';

/** `bot`: the bot answers. `waiting`: it answers, and a person was asked for. `human`: a person holds it. */
export type ConversationStatus = 'bot' | 'waiting' | 'human' | 'closed';

/** Why the bot is speaking. */
export type Origin =
  /** It answers messages. */
  | { readonly kind: 'messages'; readonly replyTo: readonly string[] }
  /** A timer fired; its calls stand in the reply's first step. `action` is the one that set it. */
  | { readonly kind: 'timer'; readonly action: string }
  /** It has something to tell that is known already. */
  | { readonly kind: 'words'; readonly text: string };

/** The customer's answer to the approval that a reply asked for. */
export interface ApprovalAnswer {
  readonly approvalId: string;
  readonly step: number;
  readonly call: number;
  readonly inputHash: string;
  readonly approved: boolean;
  /** Whether the bot's words go into the asking message; false when the customer has written since. */
  readonly wordsHere: boolean;
  /** The messages that the words answer, when they go into a reply of their own. */
  readonly replyTo: readonly string[];
}

/** A reply that has a `start` but no `finish` or `abort` yet. There is at most one. */
export interface OpenReply {
  readonly messageId: string;
  /** `seq` of its first frame. */
  readonly from: number;
  /** `seq` of its latest `start`: above `from` when an approval's answer continues it. */
  readonly since: number;
  /** How often its worker has written to it since then: it tells two apart who both believe that the reply is theirs. */
  readonly writes: number;
  readonly origin: Origin;
  /** The customer has asked to stop. */
  readonly cancelled: boolean;
  /** Ids of the sockets that have joined while it was open, the latest of them: its worker knows of these. */
  readonly joined?: readonly string[];
  readonly answer?: ApprovalAnswer;
}

/** A question to the customer that waits for a yes. There is at most one. */
export interface OpenApproval {
  readonly id: string;
  /** The reply that asked, and the place of the call in it. */
  readonly messageId: string;
  readonly metadata: MessageMetadata;
  readonly from: number;
  readonly origin: Origin;
  readonly step: number;
  readonly call: number;
  readonly toolCallId: string;
  readonly action: string;
  readonly title: string;
  /** Hash of the exact arguments that the customer was shown. */
  readonly inputHash: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** The first message the customer wrote after it: the only one whose yes counts. */
  readonly next?: string;
}

/** Tokens of a day's budgets that a conversation has for itself. */
export interface HeldTokens {
  /** In UTC, `2026-05-04`. */
  readonly day: string;
  /** Taken and not used yet; below 0: used and not taken yet. */
  readonly tokens: number;
}

/**
 * All that must be known of a conversation to take its next step. Each log entry carries the state after it,
 * so one read of the last entry tells it, and a change of state and its frames are one write.
 */
export interface ConversationState {
  readonly customerId: string;
  readonly title: string;
  readonly status: ConversationStatus;
  readonly priority: SupportPriority;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Since when a person is waited for, ISO 8601. */
  readonly waitingSince?: string;
  /** Why, in words for the person: all reasons that fit, the latest first. */
  readonly waitingReason?: string;
  readonly operator?: { readonly id: string; readonly name: string };
  /** Ids of the customer's messages that no reply has taken up, oldest first. */
  readonly unanswered: readonly string[];
  readonly reply?: OpenReply;
  /** A reply that an approval's answer has opened again while another one was open: it is next. */
  readonly queued?: OpenReply;
  readonly approval?: OpenApproval;
  /** Replies that were ended from outside while calls of theirs had no outcome: their worker, or another one, sees to it. */
  readonly interrupted?: readonly OpenReply[];
  /** The operator has given the conversation back, and the bot is being rung for what is unanswered. */
  readonly handingBack?: true;
  /** `seq` of a frame of the entry that has the latest digest: the state stands in each entry, and must be small. */
  readonly digestAt?: number;
  /** In its last answer the bot had to say that it has none. */
  readonly atALoss?: true;
  /** What is left of the tokens that were taken for its replies. While one is open its worker has them. */
  readonly held?: HeldTokens;
}
