import type { AcceptedFrame, Message, ReplyFrame, SendMessageFrame } from '@agentic-service-bot/protocol';
import { newConversation } from '../conversation/begin.ts';
import type { Draft } from '../conversation/change.ts';
import type { LogEntry, LoggedFrame } from '../conversation/entry.ts';
import type { ConversationState } from '../conversation/state.ts';
import { handedBack } from '../conversation/transitions.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import { priorityOf } from '../policy/decide.ts';
import type { Ports } from '../ports/ports.ts';
import { once } from './idempotent.ts';
import { NOT_FOUND, refusal, type Refusal, type Sender } from './socket.ts';

const TITLE_MAX = 60;

/** The first line of a conversation's first message. */
function titleOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= TITLE_MAX ? line : `${line.slice(0, TITLE_MAX - 1).trimEnd()}…`;
}

const hasMessage = (entry: LogEntry, messageId: string): boolean =>
  entry.frames.some((frame) => frame.type === 'message' && frame.message.id === messageId);

/** Stores a customer's message and rings. Without a conversation, a new one begins. */
export async function sendMessage(
  ports: Ports,
  service: ServiceDefinition,
  sender: Sender,
  frame: SendMessageFrame,
): Promise<AcceptedFrame | Refusal> {
  const { principal } = sender;
  const last = frame.conversationId === undefined ? undefined : await ports.log.last(frame.conversationId);
  if (frame.conversationId !== undefined && last?.state.customerId !== principal.id) return NOT_FOUND;
  const begun = last?.state ?? (await begin(ports, service, principal.id, frame.text));
  return once(ports, sender, {
    requestId: frame.requestId,
    content: ['sendMessage', frame.conversationId ?? null, frame.text],
    conversationId: frame.conversationId ?? `cv_${ports.id()}`,
    messageId: `m_${ports.id()}`,
    last,
    isMine: hasMessage,
    draft: (now, messageId, seq) => {
      const message: Message = {
        id: messageId,
        role: 'user',
        metadata: {
          author: 'customer',
          ...(principal.name === '' ? {} : { name: principal.name }),
          createdAt: ports.now().toISOString(),
          requestId: frame.requestId,
        },
        parts: [{ type: 'text', text: frame.text }],
      };
      return received(now?.state ?? begun, message, seq);
    },
  });
}

/** A conversation that the customer begins with these words. */
async function begin(
  ports: Ports,
  service: ServiceDefinition,
  customerId: string,
  text: string,
): Promise<ConversationState> {
  const level = (await ports.customers.get(customerId))?.level ?? service.defaultLevel;
  return newConversation(customerId, titleOf(text), priorityOf(service, level), ports.now());
}

/** A customer's message arrives: it is unanswered, reopens what was closed, and is the one that may answer an approval. */
function received(state: ConversationState, message: Message, seq: number): Draft {
  const reopened = state.status === 'closed' ? handedBack(state) : { state, frames: [] as LoggedFrame[] };
  const { approval } = state;
  return {
    frames: [{ type: 'message', message }, ...reopened.frames],
    state: {
      ...reopened.state,
      unanswered: [...state.unanswered, message.id],
      ...(approval === undefined || approval.next !== undefined
        ? {}
        : { approval: { ...approval, next: message.id } }),
    },
    message: { from: seq, message },
  };
}

/** Stores an operator's message to a customer whose conversation they hold. */
export async function reply(
  ports: Ports,
  sender: Sender,
  frame: ReplyFrame,
): Promise<AcceptedFrame | Refusal> {
  const last = await ports.log.last(frame.conversationId);
  if (last === undefined) return NOT_FOUND;
  const { principal } = sender;
  return once(ports, sender, {
    requestId: frame.requestId,
    content: ['reply', frame.conversationId, frame.text],
    conversationId: frame.conversationId,
    messageId: `m_${ports.id()}`,
    last,
    isMine: hasMessage,
    draft: (now, messageId, seq) => {
      if (now?.state.status !== 'human' || now.state.operator?.id !== principal.id) {
        return refusal('conflict', 'You do not hold this conversation: take it over first.');
      }
      const message: Message = {
        id: messageId,
        role: 'assistant',
        metadata: {
          author: 'operator',
          name: principal.name,
          createdAt: ports.now().toISOString(),
          requestId: frame.requestId,
          replyTo: [...now.state.unanswered],
        },
        parts: [{ type: 'text', text: frame.text }],
      };
      return {
        frames: [{ type: 'message', message }],
        state: { ...now.state, unanswered: [] },
        message: { from: seq, message },
      };
    },
  });
}
