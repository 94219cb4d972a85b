import * as z from 'zod';
import { auditRecord } from './audit-record.ts';
import { chunk } from './chunk.ts';
import { conversationView } from './conversation-view.ts';
import { errorCode } from './error-code.ts';
import { requestId, seq, timestamp } from './fields.ts';
import { PROTOCOL_VERSION } from './limits.ts';
import { message } from './message.ts';
import { stepUsage } from './step-usage.ts';
import { principal } from './principal.ts';

const answer = { requestId: z.exactOptional(requestId) };
const replay = z.exactOptional(z.literal(true)).meta({ description: 'Sent because of a `resume`' });
const conversationPage = {
  conversations: z.array(conversationView),
  nextCursor: z.exactOptional(z.string()).meta({ description: 'Present when there is another page' }),
};
const from = seq.meta({ description: "The number of the message's first frame; messages are ordered by it" });

const serviceLevel = z.object({
  name: z.string(),
  title: z.string(),
  price: z.exactOptional(z.string()).meta({ description: 'What it costs, in words: `free`' }),
  limits: z
    .exactOptional(z.array(z.object({ name: z.string(), most: z.number() })))
    .meta({ description: 'What there may be the most of on it, such as `devices`' }),
});

/** Answers `hello`: who is connected and, for a customer, what they can do. */
export const welcomeFrame = z.object({
  type: z.literal('welcome'),
  ...answer,
  protocol: z.literal(PROTOCOL_VERSION),
  principal,
  expiresAt: timestamp.meta({ description: 'When the token ends' }),
  serverTime: z
    .exactOptional(timestamp)
    .meta({ description: "What the server's clock says: the client's may be wrong" }),
  service: z
    .exactOptional(z.object({ title: z.string() }))
    .meta({ description: 'The business whose bot this is, as its customers know it' }),
  serviceLevel: z.exactOptional(z.object({ name: z.string(), title: z.string() })),
  actions: z.exactOptional(
    z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        description: z.string(),
        allowed: z.boolean().meta({ description: 'To this person; to an operator none is' }),
        requiredLevel: z.string().meta({ description: 'The lowest service level that allows it' }),
      }),
    ),
  ),
  levels: z
    .exactOptional(z.array(serviceLevel))
    .meta({ description: 'The service levels that there are, from the lowest' }),
  suggestions: z
    .exactOptional(z.array(z.string()))
    .meta({ description: 'What a customer who has written nothing yet may say' }),
  conversations: z.exactOptional(conversationPage.conversations),
  nextCursor: conversationPage.nextCursor,
});
export type WelcomeFrame = z.infer<typeof welcomeFrame>;

/** Answers `sendMessage`, `approve` and `reply`: what was said is stored and will not be lost. */
export const acceptedFrame = z.object({
  type: z.literal('accepted'),
  requestId,
  conversationId: z.string(),
  messageId: z.string().meta({ description: 'The stored message; for `approve` the one that asked' }),
});
export type AcceptedFrame = z.infer<typeof acceptedFrame>;

/** A step in the making of a reply. */
export const chunkFrame = z.object({
  type: z.literal('chunk'),
  conversationId: z.string(),
  seq,
  replay,
  messageId: z.string().meta({ description: "The reply's" }),
  chunk,
});
export type ChunkFrame = z.infer<typeof chunkFrame>;

/** A whole message; replaces what is known of the message with the same id. */
export const messageFrame = z.object({
  type: z.literal('message'),
  conversationId: z.string(),
  seq,
  replay,
  from,
  message,
});
export type MessageFrame = z.infer<typeof messageFrame>;

/** A conversation as it is now. Has a `seq` when its status changed. */
export const conversationFrame = z.object({
  type: z.literal('conversation'),
  seq: z.exactOptional(seq),
  replay,
  conversation: conversationView,
});
export type ConversationFrame = z.infer<typeof conversationFrame>;

/** Ends the answer to `resume`: everything up to `seq` was sent. */
export const resumedFrame = z.object({
  type: z.literal('resumed'),
  ...answer,
  conversationId: z.string(),
  seq: z.int().min(0),
  more: z.boolean().meta({ description: 'True: `resume` again, after `seq`' }),
});
export type ResumedFrame = z.infer<typeof resumedFrame>;

/** Answers `history`: whole messages, oldest first. */
export const historyPageFrame = z.object({
  type: z.literal('history'),
  ...answer,
  conversationId: z.string(),
  messages: z.array(
    z.object({
      from,
      message,
      usage: z
        .exactOptional(z.array(stepUsage))
        .meta({ description: 'To operators: what the models took that wrote it, in order' }),
    }),
  ),
  more: z.boolean().meta({ description: 'True: there are earlier ones' }),
  seq: z.int().min(0).meta({ description: '`resume` after it' }),
});
export type HistoryPageFrame = z.infer<typeof historyPageFrame>;

/** Answers `listConversations`. */
export const conversationsFrame = z.object({
  type: z.literal('conversations'),
  ...answer,
  ...conversationPage,
});
export type ConversationsFrame = z.infer<typeof conversationsFrame>;

/** Answers `watchInbox`: waiting ones first, by priority, then by time. */
export const inboxFrame = z.object({ type: z.literal('inbox'), ...answer, ...conversationPage });
export type InboxFrame = z.infer<typeof inboxFrame>;

/** Answers `audit`: what the bot decided and did in a conversation, oldest first. */
export const auditPageFrame = z.object({
  type: z.literal('audit'),
  ...answer,
  conversationId: z.string(),
  records: z.array(auditRecord),
  nextCursor: conversationPage.nextCursor,
});
export type AuditPageFrame = z.infer<typeof auditPageFrame>;

/** Comes before the `ok` of a `takeOver`: what the person who takes over should know. */
export const summaryFrame = z.object({
  type: z.literal('summary'),
  ...answer,
  conversationId: z.string(),
  customer: z.object({ id: z.string(), name: z.string(), serviceLevel: z.string() }),
  reason: z.exactOptional(z.string()).meta({ description: 'Why a person was asked for' }),
  unanswered: z.array(z.string()).meta({ description: "The texts of the customer's messages that wait" }),
  actions: z
    .array(z.object({ title: z.string(), status: z.string(), at: timestamp }))
    .meta({ description: 'The last actions and what came of them, oldest first' }),
});
export type SummaryFrame = z.infer<typeof summaryFrame>;

/** It was done. */
export const okFrame = z.object({ type: z.literal('ok'), ...answer });
export type OkFrame = z.infer<typeof okFrame>;

/** Answers `ping`. */
export const pongFrame = z.object({ type: z.literal('pong'), ...answer });
export type PongFrame = z.infer<typeof pongFrame>;

/** A frame was refused, and nothing of it was stored. */
export const errorFrame = z.object({
  type: z.literal('error'),
  ...answer,
  code: errorCode,
  message: z.string().meta({ description: 'For developers; a client has its own words for people' }),
  retryAfterMs: z.exactOptional(z.int().min(0)),
});
export type ErrorFrame = z.infer<typeof errorFrame>;

/** Everything that the server sends. */
export const serverFrame = z.discriminatedUnion('type', [
  welcomeFrame,
  acceptedFrame,
  chunkFrame,
  messageFrame,
  conversationFrame,
  resumedFrame,
  historyPageFrame,
  conversationsFrame,
  inboxFrame,
  auditPageFrame,
  summaryFrame,
  okFrame,
  pongFrame,
  errorFrame,
]);
export type ServerFrame = z.infer<typeof serverFrame>;

/** A frame that has its place in a conversation's order. */
export type NumberedFrame = ChunkFrame | MessageFrame | (ConversationFrame & { seq: number });
