import type { UIMessage, UIMessageChunk } from 'ai';

/** Written from the protocol's page alone: what this client knows of each frame that a server sends. */

export interface Metadata {
  readonly author: 'customer' | 'bot' | 'operator';
  readonly name?: string;
  readonly createdAt: string;
  readonly requestId?: string;
  readonly replyTo?: readonly string[];
}

export type Message = UIMessage<Metadata>;

export interface ConversationView {
  readonly id: string;
  readonly status: 'bot' | 'waiting' | 'human' | 'closed';
  readonly title: string;
  readonly updatedAt: string;
  readonly seq: number;
  readonly operator?: { readonly name: string };
  readonly approval?: { readonly id: string; readonly messageId: string; readonly expiresAt: string };
}

export interface InboxEntry extends ConversationView {
  readonly customer: { readonly id: string; readonly name: string; readonly serviceLevel: unknown };
  readonly priority: string;
  readonly waitingSince?: string;
}

interface Answer {
  readonly requestId?: string;
}

export interface Welcome extends Answer {
  readonly type: 'welcome';
  readonly protocol: number;
  readonly principal: { readonly id: string; readonly name: string; readonly role: 'customer' | 'operator' };
  readonly expiresAt: string;
  readonly serverTime: string;
  readonly serviceLevel?: { readonly name: string; readonly title: string };
  readonly levels?: readonly { readonly name: string; readonly title: string }[];
  readonly actions?: readonly {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly allowed: boolean;
    readonly requiredLevel?: unknown;
  }[];
  readonly conversations?: readonly ConversationView[];
  readonly nextCursor?: string;
}

export interface Accepted extends Answer {
  readonly type: 'accepted';
  readonly requestId: string;
  readonly conversationId: string;
  readonly messageId: string;
}

export interface ChunkFrame {
  readonly type: 'chunk';
  readonly conversationId: string;
  readonly seq: number;
  readonly replay?: true;
  readonly messageId: string;
  readonly chunk: UIMessageChunk<Metadata>;
}

export interface MessageFrame {
  readonly type: 'message';
  readonly conversationId: string;
  readonly seq: number;
  readonly replay?: true;
  readonly from: number;
  readonly message: Message;
}

/** Numbered when the status changed; the inbox's are never numbered for one who did not resume. */
export interface ConversationFrame {
  readonly type: 'conversation';
  readonly seq?: number;
  readonly replay?: true;
  readonly conversation: ConversationView;
}

export interface Resumed extends Answer {
  readonly type: 'resumed';
  readonly conversationId: string;
  readonly seq: number;
  readonly more: boolean;
}

export interface History extends Answer {
  readonly type: 'history';
  readonly conversationId: string;
  readonly messages: readonly { readonly from: number; readonly message: Message }[];
  readonly more: boolean;
  readonly seq: number;
}

export interface Conversations extends Answer {
  readonly type: 'conversations';
  readonly conversations: readonly ConversationView[];
  readonly nextCursor?: string;
}

export interface Inbox extends Answer {
  readonly type: 'inbox';
  readonly conversations: readonly InboxEntry[];
  readonly nextCursor?: string;
}

export interface Ok extends Answer {
  readonly type: 'ok';
}

export interface Pong extends Answer {
  readonly type: 'pong';
}

export interface ErrorFrame extends Answer {
  readonly type: 'error';
  readonly code:
    | 'bad_request'
    | 'too_large'
    | 'unauthorized'
    | 'forbidden'
    | 'not_found'
    | 'conflict'
    | 'rate_limited'
    | 'unavailable'
    | 'internal';
  readonly message: string;
  readonly retryAfterMs?: number;
}

export type ServerFrame =
  | Welcome
  | Accepted
  | ChunkFrame
  | MessageFrame
  | ConversationFrame
  | Resumed
  | History
  | Conversations
  | Inbox
  | Ok
  | Pong
  | ErrorFrame;

/** A frame that counts in its conversation. */
export type NumberedFrame = ChunkFrame | MessageFrame | (ConversationFrame & { readonly seq: number });

/** Returns the conversation and number of a frame that counts, or undefined of one that does not. */
export function numbered(
  frame: ServerFrame,
): { readonly conversationId: string; readonly frame: NumberedFrame } | undefined {
  switch (frame.type) {
    case 'chunk':
    case 'message':
      return { conversationId: frame.conversationId, frame };
    case 'conversation':
      return frame.seq === undefined
        ? undefined
        : { conversationId: frame.conversation.id, frame: { ...frame, seq: frame.seq } };
    default:
      return undefined;
  }
}

/** What answers each action. */
export interface Answers {
  readonly hello: Welcome;
  readonly sendMessage: Accepted;
  readonly approve: Accepted;
  readonly cancel: Ok;
  readonly resume: Resumed;
  readonly history: History;
  readonly listConversations: Conversations;
  readonly requestHuman: Ok;
  readonly rate: Ok;
  readonly ping: Pong;
  readonly watchInbox: Inbox;
  readonly takeOver: Ok;
  readonly reply: Accepted;
  readonly handBack: Ok;
  readonly close: Ok;
}

export type Action = keyof Answers;

export const ANSWER_TYPE: { readonly [A in Action]: Answers[A]['type'] } = {
  hello: 'welcome',
  sendMessage: 'accepted',
  approve: 'accepted',
  cancel: 'ok',
  resume: 'resumed',
  history: 'history',
  listConversations: 'conversations',
  requestHuman: 'ok',
  rate: 'ok',
  ping: 'pong',
  watchInbox: 'inbox',
  takeOver: 'ok',
  reply: 'accepted',
  handBack: 'ok',
  close: 'ok',
};
