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
  /** The conversations that were told of since a first page was expected. */
  readonly #told = new Set<string>();

  constructor(compare: (a: ConversationView, b: ConversationView) => number) {
    this.#compare = compare;
  }

  get state(): Observable<DirectoryState> {
    return this.#state;
  }

  find(id: string): ConversationView | undefined {
    return this.#state.get().conversations.find((view) => view.id === id);
  }

  /** A first page is to come: what is told of from now on may have happened after it was read. */
  expectPage(): void {
    this.#told.clear();
  }

  /**
   * Starts afresh with the first page: what is known of conversations that are not in it, and that nobody has told of
   * since it was expected, may have changed meanwhile.
   *
   * @param keep the conversation that is kept in any case
   */
  reset(views: readonly ConversationView[], nextCursor: string | undefined, keep: string | undefined): void {
    const kept = this.#state.get().conversations.filter(({ id }) => id === keep || this.#told.has(id));
    const all = [...kept, ...views.map((view) => this.#latest(view))];
    this.#state.set({ loaded: true, conversations: this.#inOrder(all), nextCursor });
  }

  /** Adds a page. */
  add(views: readonly ConversationView[], nextCursor: string | undefined): void {
    const { loaded, conversations } = this.#state.get();
    const all = [...conversations, ...views.map((view) => this.#latest(view))];
    this.#state.set({ loaded, conversations: this.#inOrder(all), nextCursor });
  }

  /** Puts in one conversation as it is now, unless a later state of it is known. */
  put(view: ConversationView): void {
    this.#told.add(view.id);
    this.add([view], this.#state.get().nextCursor);
  }

  /** Somebody spoke at `updatedAt`. False if the conversation is not known. */
  touch(id: string, updatedAt: string): boolean {
    const known = this.find(id);
    if (!known) return false;
    this.#told.add(id);
    if (known.updatedAt < updatedAt) this.add([{ ...known, updatedAt }], this.#state.get().nextCursor);
    return true;
  }

  /** What is known of a conversation, with this: pages and frames come in any order. */
  #latest(view: ConversationView): ConversationView {
    const known = this.find(view.id);
    if (!known) return view;
    return known.seq > view.seq ? merged(view, known) : merged(known, view);
  }

  /** The last of those with the same id, sorted. */
  #inOrder(views: readonly ConversationView[]): readonly ConversationView[] {
    return [...new Map(views.map((view) => [view.id, view])).values()].sort(this.#compare);
  }
}

/**
 * The later of two states of a conversation, with what only the other says: the frames of a conversation that an
 * operator follows are the customer's too, and leave out what the inbox says.
 */
function merged(earlier: ConversationView, later: ConversationView): ConversationView {
  const { customer, priority, waitingSince, waitingReason, operator } = earlier;
  const stillWaits = earlier.status === 'waiting' && later.status === 'waiting';
  const stillHeld = operator !== undefined && operator.name === later.operator?.name;
  return {
    ...(customer && { customer }),
    ...(priority && { priority }),
    ...(stillWaits && waitingSince !== undefined && { waitingSince }),
    ...(stillWaits && waitingReason !== undefined && { waitingReason }),
    ...later,
    ...(stillHeld && { operator: { ...operator, ...later.operator } }),
    updatedAt: earlier.updatedAt > later.updatedAt ? earlier.updatedAt : later.updatedAt,
  };
}
