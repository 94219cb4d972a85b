import type { NumberedFrame, ReplyFrame, SendMessageFrame, ServerFrame } from '@agentic-service-bot/protocol';
import type { Clock } from './clock.ts';
import { Feed } from './feed.ts';
import type { Earlier, FeedPhase } from './feed.ts';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';
import { Outbox } from './outbox.ts';
import type { Outgoing } from './outbox.ts';
import type { Requests } from './requests.ts';
import type { TranscriptEntry } from './transcript.ts';

/** All that there is to show of a conversation's messages. */
export interface ConversationState {
  /** Absent until the first message of a new conversation is stored. */
  readonly id: string | undefined;
  readonly phase: FeedPhase;
  readonly entries: readonly TranscriptEntry[];
  /** One's own messages that are not in `entries` yet. */
  readonly outgoing: readonly Outgoing[];
  readonly earlier: Earlier;
}

export interface ConversationOptions {
  readonly requests: Requests;
  readonly clock: Clock;
  /** A fresh id. */
  readonly newId: () => string;
  /** The frame that says `text` in a conversation; without an id a new one begins. */
  readonly compose: (
    text: string,
    requestId: string,
    conversationId: string | undefined,
  ) => SendMessageFrame | ReplyFrame;
}

const NEW: ConversationState = { id: undefined, phase: 'ready', entries: [], outgoing: [], earlier: 'none' };

/** One conversation as somebody follows it and takes part in it; a new one has no id until its first message. */
export class Conversation {
  /** Tells this object from any other, also from one with the same id. */
  readonly key: string;
  readonly #options: ConversationOptions;
  readonly #outbox: Outbox;
  readonly #state = new Cell<ConversationState>(NEW);
  #feed: Feed | undefined;

  constructor(options: ConversationOptions, id?: string) {
    this.key = options.newId();
    this.#options = options;
    this.#outbox = new Outbox((message) => this.#deliver(message));
    this.#outbox.messages.subscribe(() => this.#update());
    if (id === undefined) return;
    void this.#follow(id).load();
  }

  get state(): Observable<ConversationState> {
    return this.#state;
  }

  get id(): string | undefined {
    return this.#feed?.conversationId;
  }

  say(text: string): void {
    this.#outbox.send(this.#options.newId(), text);
  }

  /** Says again what was refused. */
  retry(requestId: string): void {
    this.#outbox.retry(requestId);
  }

  /** Gives up what was refused. */
  discard(requestId: string): void {
    this.#outbox.remove(requestId);
  }

  loadEarlier(): Promise<void> {
    return this.#feed?.loadEarlier() ?? Promise.resolve();
  }

  /** Call after each new connection. */
  catchUp(): void {
    void this.#feed?.catchUp();
  }

  /** Takes any numbered frame; those of other conversations are none of its business. */
  receive(frame: NumberedFrame, conversationId: string): void {
    if (!this.#feed && this.#isMine(frame)) this.#follow(conversationId).begin();
    if (conversationId === this.id) this.#feed?.receive(frame);
  }

  /** Stops following; what is still to be delivered is delivered. */
  close(): void {
    this.#feed?.close();
  }

  async #deliver({ text, requestId }: Outgoing): Promise<ServerFrame> {
    const { requests, compose } = this.#options;
    const answer = await requests.deliver(compose(text, requestId, this.id));
    if (answer.type === 'accepted' && !this.#feed) {
      const feed = this.#follow(answer.conversationId);
      feed.begin();
      // Its first frames may have come when nobody knew whose they were.
      void feed.catchUp();
    }
    return answer;
  }

  #isMine(frame: NumberedFrame): boolean {
    if (frame.type !== 'message') return false;
    const { requestId } = frame.message.metadata;
    return this.#outbox.messages.get().some((message) => message.requestId === requestId);
  }

  #follow(conversationId: string): Feed {
    const feed = new Feed(conversationId, this.#options.requests, this.#options.clock);
    this.#feed = feed;
    feed.entries.subscribe(() => {
      this.#forgetStored(feed.entries.get());
      this.#update();
    });
    feed.phase.subscribe(() => this.#update());
    feed.earlier.subscribe(() => this.#update());
    this.#update();
    return feed;
  }

  #forgetStored(entries: readonly TranscriptEntry[]): void {
    if (this.#outbox.messages.get().length === 0) return;
    for (const { message } of entries) {
      if (message.metadata.requestId !== undefined) this.#outbox.remove(message.metadata.requestId);
    }
  }

  #update(): void {
    const feed = this.#feed;
    this.#state.set({
      id: feed?.conversationId,
      phase: feed?.phase.get() ?? 'ready',
      entries: feed?.entries.get() ?? [],
      outgoing: this.#outbox.messages.get(),
      earlier: feed?.earlier.get() ?? 'none',
    });
  }
}
