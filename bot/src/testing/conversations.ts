import type { Conversations, ConversationSummary, Page } from '../ports/index.ts';
import { pageOf, type Place } from './page.ts';
import { stored, yielded } from './stored.ts';

const STATUSES = ['waiting', 'human', 'bot', 'closed'];
const PRIORITIES = ['dedicated', 'priority', 'standard'];

const latestFirst = ({ state }: ConversationSummary): number => -new Date(state.updatedAt).getTime();

function inboxPlace(summary: ConversationSummary): Place {
  const { status, priority, waitingSince, updatedAt } = summary.state;
  const rank = STATUSES.indexOf(status);
  if (status !== 'waiting') return [rank, 0, latestFirst(summary), summary.id];
  return [rank, PRIORITIES.indexOf(priority), new Date(waitingSince ?? updatedAt).getTime(), summary.id];
}

/** Lists of conversations in memory. */
export class MemoryConversations implements Conversations {
  readonly #summaries = new Map<string, ConversationSummary>();

  async put(summary: ConversationSummary): Promise<void> {
    await yielded();
    const stands = this.#summaries.get(summary.id);
    if (stands === undefined || stands.seq <= summary.seq) this.#summaries.set(summary.id, stored(summary));
  }

  async ofCustomer(customerId: string, limit: number, cursor?: string): Promise<Page<ConversationSummary>> {
    await yielded();
    const mine = [...this.#summaries.values()].filter(({ state }) => state.customerId === customerId);
    return stored(pageOf(mine, (summary) => [latestFirst(summary), summary.id], limit, cursor));
  }

  async inbox(limit: number, cursor?: string): Promise<Page<ConversationSummary>> {
    await yielded();
    return stored(pageOf(this.#summaries.values(), inboxPlace, limit, cursor));
  }
}
