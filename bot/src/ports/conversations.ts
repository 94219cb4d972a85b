import type { ConversationState } from '../conversation/state.ts';
import type { Page } from './page.ts';

/** What lists show of a conversation: its state, and the number of its last frame. */
export interface ConversationSummary {
  readonly id: string;
  readonly seq: number;
  readonly state: ConversationState;
}

/** Lists of conversations, kept beside the log. The log is what counts; these follow it. */
export interface Conversations {
  /** Stores a summary unless one with a higher `seq` stands. */
  put(summary: ConversationSummary): Promise<void>;
  /** A customer's conversations, the last updated first. */
  ofCustomer(customerId: string, limit: number, cursor?: string): Promise<Page<ConversationSummary>>;
  /**
   * All that operators see: waiting ones first, by priority (dedicated, priority, standard), then by how long
   * they wait; then those a person holds, then the bot's, then closed ones, each the last updated first.
   */
  inbox(limit: number, cursor?: string): Promise<Page<ConversationSummary>>;
}
