import type { SupportPriority } from '../definition/index.ts';
import type { ConversationState } from './state.ts';

/** A conversation in which nobody has spoken yet. */
export function newConversation(
  customerId: string,
  title: string,
  priority: SupportPriority,
  now: Date,
): ConversationState {
  const at = now.toISOString();
  return { customerId, title, status: 'bot', priority, createdAt: at, updatedAt: at, unanswered: [] };
}
