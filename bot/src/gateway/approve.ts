import type { AcceptedFrame, ApproveFrame } from '@agentic-service-bot/protocol';
import { answer } from '../conversation/answer.ts';
import { isExpired } from '../conversation/approval.ts';
import { readMessages } from '../conversation/messages.ts';
import type { Ports } from '../ports/ports.ts';
import { once } from './idempotent.ts';
import { NOT_FOUND, refusal, type Refusal, type Sender } from './socket.ts';

const CLOSED = refusal(
  'conflict',
  'This approval is closed: it was answered, has expired, or another one took its place.',
);
const UNKNOWN = refusal('not_found', 'There is no such approval in this conversation.');

/** Takes a customer's answer to an approval, once; the worker then carries out what was approved, as it stands in the log. */
export async function approve(
  ports: Ports,
  sender: Sender,
  frame: ApproveFrame,
): Promise<AcceptedFrame | Refusal> {
  const { conversationId, approvalId, approved, requestId } = frame;
  const last = await ports.log.last(conversationId);
  if (last?.state.customerId !== sender.principal.id) return NOT_FOUND;
  const messageId =
    last.state.approval?.id === approvalId ? last.state.approval.messageId : await askedBy(ports, frame);
  if (messageId === undefined) return UNKNOWN;
  return once(ports, sender, {
    requestId,
    content: ['approve', conversationId, approvalId, approved],
    conversationId,
    messageId,
    last,
    isMine: (entry) =>
      entry.frames.some(
        (logged) =>
          logged.type === 'chunk' &&
          logged.chunk.type === 'tool-approval-response' &&
          logged.chunk.approvalId === approvalId &&
          logged.chunk.approved === approved,
      ),
    draft: (now, _messageId, seq) => {
      const approval = now?.state.approval;
      if (now === undefined || approval?.id !== approvalId) return CLOSED;
      if (isExpired(approval, ports.now())) return CLOSED;
      const wordsHere = approval.next === undefined;
      return answer(now.state, approval, approved, { wordsHere, replyTo: [] }, seq);
    },
  });
}

/** The message that asked for an approval that is no longer open. Its id names the place where it was asked. */
async function askedBy(
  ports: Ports,
  { conversationId, approvalId }: ApproveFrame,
): Promise<string | undefined> {
  const from = Number(/^ap-(\d{1,15})-/u.exec(approvalId)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(from)) return undefined;
  const [placed] = await readMessages(ports.log, conversationId, from + 1, 1);
  const asked = placed?.message.parts.some((part) => 'approval' in part && part.approval.id === approvalId);
  return asked === true ? placed?.message.id : undefined;
}
