import type {
  ChunkFrame,
  ConversationFrame,
  ConversationsFrame,
  ConversationView,
  ErrorFrame,
  InboxFrame,
  MessageFrame,
  ServerFrame,
  SummaryFrame,
  WelcomeFrame,
} from '@agentic-service-bot/protocol';
import type { Clock } from './clock.ts';
import { Connection } from './connection.ts';
import type { ConnectionEnvironment, ConnectionState } from './connection.ts';
import { Conversation } from './conversation.ts';
import type { ConversationOptions } from './conversation.ts';
import { Directory } from './directory.ts';
import type { DirectoryState } from './directory.ts';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';
import { refusalOf, Requests } from './requests.ts';
import type { Question } from './requests.ts';

/** After how long a list that did not come is asked for again, milliseconds. */
const RETRY_MS = 5_000;

export interface SessionEnvironment extends ConnectionEnvironment {
  /** A fresh id of 1 to 64 of `A–Z a–z 0–9 _ -`. */
  readonly newId: () => string;
}

/** What differs between those who may use a session. */
export interface SessionRole {
  readonly compose: ConversationOptions['compose'];
  /** The order in which conversations are listed. */
  readonly compare: (a: ConversationView, b: ConversationView) => number;
  /** The question for a page of conversations: the first, or the one that begins at `cursor`. */
  readonly page: (cursor: string | undefined) => Question;
}

/**
 * One person's presence at the server: the connection, the conversations they can see and the one that is open.
 * What only customers or only operators do stands in `CustomerSession` and `OperatorSession`.
 */
export class Session {
  protected readonly requests: Requests;
  readonly #role: SessionRole;
  readonly #connection: Connection;
  readonly #directory: Directory;
  readonly #conversationOptions: ConversationOptions;
  readonly #welcome = new Cell<WelcomeFrame | undefined>(undefined);
  readonly #clockAhead = new Cell(0);
  readonly #open = new Cell<Conversation | undefined>(undefined);
  readonly #clock: Clock;
  #cancelRetry: () => void = () => undefined;

  protected constructor(environment: SessionEnvironment, role: SessionRole) {
    const { clock, newId } = environment;
    this.#role = role;
    this.#clock = clock;
    this.#connection = new Connection(environment, {
      onNewLine: () => this.#directory.expectPage(),
      onWelcome: (welcome) => this.#welcomed(welcome),
      onConnected: () => this.#connected(),
      onFrame: (frame) => this.#receive(frame),
    });
    this.requests = new Requests(
      {
        send: (frame) => this.#connection.send(frame),
        check: () => this.#connection.check(),
      },
      clock,
      newId,
    );
    this.#directory = new Directory(role.compare);
    this.#conversationOptions = { requests: this.requests, clock, newId, compose: role.compose };
  }

  get connection(): Observable<ConnectionState> {
    return this.#connection.state;
  }

  /** What the server said at the last hello: who this is and what they may do. */
  get welcome(): Observable<WelcomeFrame | undefined> {
    return this.#welcome;
  }

  /** By how much the clock of this device is ahead of the server's, milliseconds: it may be wrong by hours. */
  get clockAhead(): Observable<number> {
    return this.#clockAhead;
  }

  get conversations(): Observable<DirectoryState> {
    return this.#directory.state;
  }

  /** The conversation that is open. */
  get current(): Observable<Conversation | undefined> {
    return this.#open;
  }

  start(): void {
    this.#connection.start();
  }

  /** Disconnects for good. */
  signOut(): void {
    this.#cancelRetry();
    this.#open.get()?.close();
    this.#connection.stop();
  }

  /** The device says that its network came or went. */
  networkChanged(available: boolean): void {
    this.#connection.networkChanged(available);
  }

  /** Somebody looks at the page again. */
  lookedAt(): void {
    this.#connection.lookedAt();
  }

  /** Opens a conversation instead of the one that is open. */
  open(conversationId: string): void {
    if (this.#open.get()?.id !== conversationId) {
      this.openConversation(conversationId);
    }
  }

  /** Leaves the conversation that is open; what is on its way in it is still delivered. */
  leave(): void {
    this.#replaceOpen(undefined);
  }

  /** Loads the next page of conversations. */
  async loadMoreConversations(): Promise<ErrorFrame | undefined> {
    const { nextCursor } = this.conversations.get();
    if (nextCursor === undefined) return undefined;
    const answer = await this.requests.ask(this.#role.page(nextCursor));
    if (isPage(answer)) this.#directory.add(answer.conversations, answer.nextCursor);
    return refusalOf(answer);
  }

  /** Asks something about the open conversation; returns why it was refused, if it was. */
  protected async askAboutCurrent(
    question: (conversationId: string) => Question,
  ): Promise<ErrorFrame | undefined> {
    const id = this.#open.get()?.id;
    return id === undefined ? undefined : refusalOf(await this.requests.ask(question(id)));
  }

  protected openConversation(id: string | undefined): void {
    this.#replaceOpen(new Conversation(this.#conversationOptions, id));
  }

  /** Asks what this person may do now. */
  protected refreshWelcome(): void {
    this.#connection.greetAgain();
  }

  /** A chunk came, of whatever conversation. */
  protected onChunk(_frame: ChunkFrame): void {
    // Only some roles care.
  }

  /** Somebody who takes a conversation over is told what they should know of it. */
  protected onSummary(_frame: SummaryFrame): void {
    // Operators alone are.
  }

  #welcomed(welcome: WelcomeFrame): void {
    this.#welcome.set(welcome);
    if (welcome.serverTime !== undefined)
      this.#clockAhead.set(this.#clock.now() - Date.parse(welcome.serverTime));
    if (welcome.conversations) this.#listAfresh(welcome.conversations, welcome.nextCursor);
  }

  #connected(): void {
    this.requests.resend();
    if (!this.#welcome.get()?.conversations) void this.#refreshConversations();
    this.#open.get()?.catchUp();
  }

  #receive(frame: ServerFrame): void {
    if (this.requests.settle(frame)) return;
    switch (frame.type) {
      case 'chunk':
        this.onChunk(frame);
        this.#open.get()?.receive(frame, frame.conversationId);
        return;
      case 'summary':
        return this.onSummary(frame);
      case 'message':
        if (!frame.replay) this.#heard(frame);
        this.#open.get()?.receive(frame, frame.conversationId);
        return;
      case 'conversation':
        this.#directory.put(frame.conversation);
        if (isNumbered(frame)) this.#open.get()?.receive(frame, frame.conversation.id);
        return;
      default:
      // An answer that came too late.
    }
  }

  /** Somebody spoke; in a conversation that nobody here has heard of, it has just begun. */
  #heard({ conversationId, message }: MessageFrame): void {
    const known = this.#directory.touch(conversationId, message.metadata.createdAt);
    if (!known) void this.#refreshConversations();
  }

  async #refreshConversations(): Promise<void> {
    this.#cancelRetry();
    const answer = await this.requests.ask(this.#role.page(undefined));
    if (isPage(answer)) return this.#listAfresh(answer.conversations, answer.nextCursor);
    // With a connection it is asked for in any case.
    if (this.connection.get() !== 'online') return;
    const wait = refusalOf(answer)?.retryAfterMs ?? RETRY_MS;
    this.#cancelRetry = this.#clock.after(wait, () => void this.#refreshConversations());
  }

  #listAfresh(conversations: readonly ConversationView[], nextCursor: string | undefined): void {
    this.#directory.reset(conversations, nextCursor, this.#open.get()?.id);
  }

  #replaceOpen(conversation: Conversation | undefined): void {
    this.#open.get()?.close();
    this.#open.set(conversation);
  }
}

const isNumbered = (frame: ConversationFrame): frame is ConversationFrame & { seq: number } =>
  frame.seq !== undefined;

const isPage = (frame: ServerFrame): frame is ConversationsFrame | InboxFrame =>
  frame.type === 'conversations' || frame.type === 'inbox';
