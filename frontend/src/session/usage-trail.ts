import type { HistoryPageFrame, StepUsage } from '@agentic-service-bot/protocol';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';
import type { Requests } from './requests.ts';

/** What the models took to write one reply. */
export interface ReplyUsage {
  readonly messageId: string;
  /** When the reply began, ISO 8601. */
  readonly at: string;
  /** One for each of the models' messages that make it, in order. */
  readonly steps: readonly StepUsage[];
}

export interface UsageState {
  readonly phase: 'loading' | 'ready' | 'failed';
  /** The replies that models wrote, oldest first. */
  readonly replies: readonly ReplyUsage[];
  /** Whether there are messages before these that were not asked for yet. */
  readonly more: boolean;
}

type Entry = HistoryPageFrame['messages'][number];

/** What a conversation's replies took, as an operator reads it: it comes with its history and with nothing else. */
export class UsageTrail {
  readonly #requests: Requests;
  readonly #conversationId: string;
  readonly #state = new Cell<UsageState>({ phase: 'loading', replies: [], more: false });
  /** All messages that were read, whether or not a model wrote them: the oldest one is where the page before ends. */
  #entries: readonly Entry[] = [];
  #latest: symbol | undefined;

  constructor(requests: Requests, conversationId: string) {
    this.#requests = requests;
    this.#conversationId = conversationId;
  }

  get state(): Observable<UsageState> {
    return this.#state;
  }

  /** Reads the latest messages once more: there may be another reply. */
  async refresh(): Promise<void> {
    await this.#read(undefined);
  }

  async loadMore(): Promise<void> {
    await this.#read(this.#entries[0]?.from);
  }

  /** Reads the page that ends before `before`; undefined: the latest one. */
  async #read(before: number | undefined): Promise<void> {
    const attempt = Symbol('attempt');
    this.#latest = attempt;
    const answer = await this.#requests.ask({
      action: 'history',
      conversationId: this.#conversationId,
      ...(before !== undefined && { before }),
    });
    if (this.#latest !== attempt) return;
    const known = this.#state.get();
    if (answer.type !== 'history') return this.#state.set({ ...known, phase: 'failed' });
    const { messages, more } = answer;
    const older = before === undefined ? this.#olderThan(messages) : [];
    const newer = before === undefined ? [] : this.#entries;
    this.#entries = [...older, ...messages, ...newer];
    const replies = this.#entries.flatMap(({ message, usage }) =>
      usage === undefined || usage.length === 0
        ? []
        : [{ messageId: message.id, at: message.metadata.createdAt, steps: usage }],
    );
    this.#state.set({ phase: 'ready', replies, more: older.length > 0 ? known.more : more });
  }

  /** What is known from before a page; nothing if something may lie in between that was not read. */
  #olderThan(page: readonly Entry[]): readonly Entry[] {
    const first = page[0]?.from ?? Infinity;
    const reachesIt = this.#entries.some(({ from }) => from >= first);
    return reachesIt ? this.#entries.filter(({ from }) => from < first) : [];
  }
}
