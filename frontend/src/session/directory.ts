import type { ConversationView } from '@agentic-service-bot/protocol';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';

export interface DirectoryState {
  /** False until the first page is here: that there are none is not known yet. */
  readonly loaded: boolean;
  readonly conversations: readonly ConversationView[];
  /** Where the next page begins; absent when all are here. */
  readonly nextCursor?: string | undefined;
}

/** The conversations that a person can see, in the order in which they are shown. */
export class Directory {
  readonly #compare: (a: ConversationView, b: ConversationView) => number;
  readonly #state = new Cell<DirectoryState>({ loaded: false, conversations: [] });

  constructor(compare: (a: ConversationView, b: ConversationView) => number) {
    this.#compare = compare;
  }

  get state(): Observable<DirectoryState> {
    return this.#state;
  }

  find(id: string): ConversationView | undefined {
    return this.#state.get().conversations.find((view) => view.id === id);
  }

  /**
   * Starts afresh with the first page: what is known of other conversations may have changed meanwhile.
   *
   * @param keep the conversation that is kept in any case
   */
  reset(views: readonly ConversationView[], nextCursor: string | undefined, keep: string | undefined): void {
    const kept = keep === undefined ? undefined : this.find(keep);
    this.#state.set({ loaded: true, conversations: kept ? [kept] : [] });
    this.add(views, nextCursor);
  }

  /** Adds a page. */
  add(views: readonly ConversationView[], nextCursor: string | undefined): void {
    const { loaded, conversations } = this.#state.get();
    const all = new Map(conversations.map((view) => [view.id, view]));
    for (const view of views) all.set(view.id, view);
    this.#state.set({ loaded, conversations: [...all.values()].sort(this.#compare), nextCursor });
  }

  /** Puts in one conversation as it is now, unless a later state of it is known. */
  put(view: ConversationView): void {
    const known = this.find(view.id);
    if (known && known.seq > view.seq) return;
    this.add([known ? withCustomerOf(known, view) : view], this.#state.get().nextCursor);
  }

  /** Somebody spoke at `updatedAt`. False if the conversation is not known. */
  touch(id: string, updatedAt: string): boolean {
    const known = this.find(id);
    if (!known) return false;
    if (known.updatedAt < updatedAt) this.add([{ ...known, updatedAt }], this.#state.get().nextCursor);
    return true;
  }
}

/** The frames of a conversation that an operator follows leave out what only the inbox says: whose it is. */
function withCustomerOf(known: ConversationView, view: ConversationView): ConversationView {
  const { customer, priority } = known;
  return { ...(customer && { customer }), ...(priority && { priority }), ...view };
}
