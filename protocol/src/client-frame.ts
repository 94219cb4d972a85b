import * as z from 'zod';
import { cursor, id, requestId, seq } from './fields.ts';
import { TEXT_MAX } from './limits.ts';
import { locale, timeZone } from './locale.ts';

const TEXT = 'send words, not only white space';
const TOO_LONG = `send at most ${TEXT_MAX} UTF-16 units`;
const BOOLEAN = 'send true or false';
const WORDS = 'send words, or leave it out';
const RATING = 'send "up" or "down"';
const AFTER = 'send the last seq that you have applied, or 0 for all';

/** A person's words. Half a surrogate pair, which UTF-8 can't hold, is replaced. */
const text = z
  .string(TEXT)
  .trim()
  .min(1, TEXT)
  .check(({ value, issues }) => {
    // Zod's own maximum counts code points; the contract counts UTF-16 units.
    if (value.length > TEXT_MAX) {
      issues.push({ code: 'too_big', origin: 'string', maximum: TEXT_MAX, input: value, message: TOO_LONG });
    }
  })
  .overwrite((value) => value.toWellFormed())
  .meta({ description: `1 to ${TEXT_MAX} UTF-16 units after trimming`, maxLength: TEXT_MAX });

const optionalRequest = { requestId: z.exactOptional(requestId) };
const oneConversation = { ...optionalRequest, conversationId: id };

/** The first frame of every connection: nothing is pushed before it. */
export const helloFrame = z.object({
  action: z.literal('hello'),
  ...optionalRequest,
  timeZone: z.exactOptional(timeZone),
  locale: z.exactOptional(locale),
});
export type HelloFrame = z.infer<typeof helloFrame>;

/** A customer says something. Without a `conversationId` a new conversation begins. */
export const sendMessageFrame = z.object({
  action: z.literal('sendMessage'),
  requestId,
  text,
  conversationId: z.exactOptional(id),
});
export type SendMessageFrame = z.infer<typeof sendMessageFrame>;

/** A customer's yes or no to the action that waits for it. */
export const approveFrame = z.object({
  action: z.literal('approve'),
  requestId,
  conversationId: id,
  approvalId: id,
  approved: z.boolean(BOOLEAN),
});
export type ApproveFrame = z.infer<typeof approveFrame>;

/** Ends the reply in progress, if there is one. */
export const cancelFrame = z.object({ action: z.literal('cancel'), ...oneConversation });
export type CancelFrame = z.infer<typeof cancelFrame>;

/** Asks for the numbered frames that follow `after`. */
export const resumeFrame = z.object({
  action: z.literal('resume'),
  ...oneConversation,
  after: z.int(AFTER).min(0, AFTER),
});
export type ResumeFrame = z.infer<typeof resumeFrame>;

/** Asks for the newest messages, or for those that begin before `before` (a message's `from`). */
export const historyFrame = z.object({
  action: z.literal('history'),
  ...oneConversation,
  before: z.exactOptional(seq),
});
export type HistoryFrame = z.infer<typeof historyFrame>;

/** Asks for a page of a customer's own conversations. */
export const listConversationsFrame = z.object({
  action: z.literal('listConversations'),
  ...optionalRequest,
  cursor: z.exactOptional(cursor),
});
export type ListConversationsFrame = z.infer<typeof listConversationsFrame>;

/** A customer asks for a person. */
export const requestHumanFrame = z.object({
  action: z.literal('requestHuman'),
  ...oneConversation,
  reason: z.exactOptional(z.string(WORDS)),
});
export type RequestHumanFrame = z.infer<typeof requestHumanFrame>;

/** A customer says how good a message was; the last rating counts. */
export const rateFrame = z.object({
  action: z.literal('rate'),
  ...oneConversation,
  messageId: id,
  rating: z.enum(['up', 'down'], RATING),
  comment: z.exactOptional(z.string(WORDS)),
});
export type RateFrame = z.infer<typeof rateFrame>;

/** Keeps a connection open. */
export const pingFrame = z.object({ action: z.literal('ping'), ...optionalRequest });
export type PingFrame = z.infer<typeof pingFrame>;

/** An operator asks for a page of the inbox, and for every change of a conversation from then on. */
export const watchInboxFrame = z.object({
  action: z.literal('watchInbox'),
  ...optionalRequest,
  cursor: z.exactOptional(cursor),
});
export type WatchInboxFrame = z.infer<typeof watchInboxFrame>;

/** An operator takes a conversation over from the bot. */
export const takeOverFrame = z.object({ action: z.literal('takeOver'), ...oneConversation });
export type TakeOverFrame = z.infer<typeof takeOverFrame>;

/** The operator who holds a conversation gives it back to the bot. */
export const handBackFrame = z.object({ action: z.literal('handBack'), ...oneConversation });
export type HandBackFrame = z.infer<typeof handBackFrame>;

/** An operator closes a conversation; a customer's message opens it again. */
export const closeFrame = z.object({ action: z.literal('close'), ...oneConversation });
export type CloseFrame = z.infer<typeof closeFrame>;

/** The operator who holds a conversation says something. */
export const replyFrame = z.object({ action: z.literal('reply'), requestId, conversationId: id, text });
export type ReplyFrame = z.infer<typeof replyFrame>;

/** An operator asks what the bot did in a conversation and why: a page of its audit trail. */
export const auditFrame = z.object({
  action: z.literal('audit'),
  ...oneConversation,
  cursor: z.exactOptional(cursor),
});
export type AuditFrame = z.infer<typeof auditFrame>;

/** Everything that a client may send. Fields that are not named here are left out. */
export const clientFrame = z.discriminatedUnion('action', [
  helloFrame,
  sendMessageFrame,
  approveFrame,
  cancelFrame,
  resumeFrame,
  historyFrame,
  listConversationsFrame,
  requestHumanFrame,
  rateFrame,
  pingFrame,
  watchInboxFrame,
  takeOverFrame,
  handBackFrame,
  closeFrame,
  replyFrame,
  auditFrame,
]);
export type ClientFrame = z.infer<typeof clientFrame>;
export type ClientAction = ClientFrame['action'];
