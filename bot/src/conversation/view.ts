import type { ConversationView, NumberedFrame } from '@agentic-service-bot/protocol';
import type { Customer } from '../definition/index.ts';
import type { ConversationSummary } from '../ports/conversations.ts';
import { lastSeq, type LogEntry } from './entry.ts';

/** A conversation as clients see it. */
export function view({ id, seq, state }: ConversationSummary, now: Date): ConversationView {
  const { approval, operator } = state;
  return {
    id,
    status: state.status,
    title: state.title,
    updatedAt: state.updatedAt,
    seq,
    ...(operator === undefined ? {} : { operator: { name: operator.name } }),
    ...(approval === undefined || approval.expiresAt <= now.toISOString()
      ? {}
      : { approval: { id: approval.id, messageId: approval.messageId, expiresAt: approval.expiresAt } }),
  };
}

/** The same for operators, who see whose it is and how urgent. */
export function operatorView(
  summary: ConversationSummary,
  customer: Customer | undefined,
  now: Date,
): ConversationView {
  const { state } = summary;
  const { operator } = state;
  return {
    ...view(summary, now),
    ...(operator === undefined ? {} : { operator: { id: operator.id, name: operator.name } }),
    customer: {
      id: state.customerId,
      name: customer?.name ?? state.customerId,
      serviceLevel: customer?.level ?? '',
    },
    priority: state.priority,
    ...(state.waitingSince === undefined ? {} : { waitingSince: state.waitingSince }),
    ...(state.waitingReason === undefined ? {} : { waitingReason: state.waitingReason }),
  };
}

export const summaryOf = (entry: LogEntry): ConversationSummary => ({
  id: entry.conversationId,
  seq: lastSeq(entry),
  state: entry.state,
});

/** An entry's frames as they travel. */
export function wireFrames(entry: LogEntry, replay: boolean): NumberedFrame[] {
  const { conversationId } = entry;
  return entry.frames.map((frame, index): NumberedFrame => {
    const place = { seq: entry.seq + index, ...(replay ? { replay: true as const } : {}) };
    switch (frame.type) {
      case 'chunk':
        return { type: 'chunk', conversationId, ...place, messageId: frame.messageId, chunk: frame.chunk };
      case 'message':
        return { type: 'message', conversationId, ...place, from: place.seq, message: frame.message };
      case 'conversation':
        return { type: 'conversation', ...place, conversation: view(summaryOf(entry), new Date(entry.at)) };
    }
  });
}
