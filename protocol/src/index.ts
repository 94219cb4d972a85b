export { actionOutput, asksBack, type ActionOutput } from './action-output.ts';
export { approvalDescriptor, type ApprovalDescriptor } from './approval-descriptor.ts';
export { stepUsage, type StepUsage } from './step-usage.ts';
export { auditRecord, type AuditRecord } from './audit-record.ts';
export { chunk, type Chunk } from './chunk.ts';
export {
  approveFrame,
  auditFrame,
  cancelFrame,
  clientFrame,
  closeFrame,
  handBackFrame,
  helloFrame,
  historyFrame,
  listConversationsFrame,
  pingFrame,
  rateFrame,
  replyFrame,
  requestHumanFrame,
  resumeFrame,
  sendMessageFrame,
  takeOverFrame,
  watchInboxFrame,
  type ApproveFrame,
  type AuditFrame,
  type CancelFrame,
  type ClientAction,
  type ClientFrame,
  type CloseFrame,
  type HandBackFrame,
  type HelloFrame,
  type HistoryFrame,
  type ListConversationsFrame,
  type PingFrame,
  type RateFrame,
  type ReplyFrame,
  type RequestHumanFrame,
  type ResumeFrame,
  type SendMessageFrame,
  type TakeOverFrame,
  type WatchInboxFrame,
} from './client-frame.ts';
export { conversationView, type ConversationStatus, type ConversationView } from './conversation-view.ts';
export { ERROR_CODES, errorCode, type ErrorCode } from './error-code.ts';
export * from './limits.ts';
export { message, messagePart, type Message, type MessagePart } from './message.ts';
export { timeZone } from './locale.ts';
export { messageMetadata, type MessageMetadata } from './message-metadata.ts';
export { parseClientFrame, type FrameRefusal } from './parse-client-frame.ts';
export { parseServerFrame } from './parse-server-frame.ts';
export { principal, role, type Principal, type Role } from './principal.ts';
export { CUSTOMER_ACTIONS, OPERATOR_ACTIONS } from './roles.ts';
export {
  acceptedFrame,
  auditPageFrame,
  chunkFrame,
  conversationFrame,
  conversationsFrame,
  errorFrame,
  historyPageFrame,
  inboxFrame,
  messageFrame,
  okFrame,
  pongFrame,
  resumedFrame,
  serverFrame,
  summaryFrame,
  welcomeFrame,
  type AcceptedFrame,
  type AuditPageFrame,
  type ChunkFrame,
  type ConversationFrame,
  type ConversationsFrame,
  type ErrorFrame,
  type HistoryPageFrame,
  type InboxFrame,
  type MessageFrame,
  type NumberedFrame,
  type OkFrame,
  type PongFrame,
  type ResumedFrame,
  type ServerFrame,
  type SummaryFrame,
  type WelcomeFrame,
} from './server-frame.ts';
