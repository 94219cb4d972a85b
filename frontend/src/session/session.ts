import type {
  ConversationFrame,
  ConversationView,
  ErrorFrame,
  ServerFrame,
  WelcomeFrame,
} from '@agentic-service-bot/protocol';
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

export interface SessionEnvironment extends ConnectionEnvironment {
  /** A fresh id of 1 to 64 of `A–Z a–z 0–9 _ -`. */
  readonly newId: () => string;
}

export interface SessionRole {
  readonly compose: ConversationOptions['compose'];
  readonly compare: (a: ConversationView, b: ConversationView) => number;
}

/**
 * One person's presence at the server: the connection, the conversations they can see and the one that is open.
 * What only customers or only operators do stands in {@link CustomerSession} and {@link OperatorSession}.
 */
export abstract class Session {
  protected readonly requests: Requests;
  protected readonly directory: Directory;
  readonly #connection: Connection;
  readonly #conversationOptions: ConversationOptions;
  readonly #welcome = new Cell<WelcomeFrame | undefined>(undefined);
  readonly #open = new Cell<Conversation | undefined>(undefined);

  protected constructor(environment: SessionEnvironment, { compose, compare }: SessionRole) {
    const { clock, newId } = environment;
    this.#connection = new Connection(environment, {
      onWelcome: (welcome) => this.#welcomed(welcome),
      onFrame: (frame) => this.#receive(frame),
    });
    this.requests = new Requests((frame) => this.#connection.send(frame), clock, newId);
    this.directory = new Directory(compare);
    this.#conversationOptions = { requests: this.requests, clock, newId, compose };
  }

  get connection(): Observable<ConnectionState> {
    return this.#connection.state;
  }

  /** What the server said at the last hello: who this is and what they may do. */
  get welcome(): Observable<WelcomeFrame | undefined> {
    return this.#welcome;
  }

  get conversations(): Observable<DirectoryState> {
    return this.directory.state;
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
    this.#open.get()?.close();
    this.#connection.stop();
  }

  /** The device says that its network came or went. */
  networkChanged(available: boolean): void {
    this.#connection.networkChanged(available);
  }

  /** Opens a conversation instead of the one that is open. */
  open(conversationId: string): void {
    if (this.#open.get()?.id !== conversationId) {
      this.openConversation(conversationId);
    }
  }

  protected openConversation(conversationId: string | undefined): void {
    this.#replaceOpen(new Conversation(this.#conversationOptions, conversationId));
  }

  /** Leaves the conversation that is open; what is on its way in it is still delivered. */
  leave(): void {
    this.#replaceOpen(undefined);
  }

  /** Loads the next page of conversations. */
  async loadMoreConversations(): Promise<ErrorFrame | undefined> {
    const { nextCursor } = this.conversations.get();
    if (nextCursor === undefined) return undefined;
    const answer = await this.requests.ask(this.nextPage(nextCursor));
    if (answer.type === 'conversations' || answer.type === 'inbox') {
      this.directory.add(answer.conversations, answer.nextCursor);
    }
    return refusalOf(answer);
  }

  /** The question for the page of conversations that begins at `cursor`. */
  protected abstract nextPage(cursor: string): Question;

  /** Puts the first page of conversations into the directory, after each hello. */
  protected abstract listConversations(welcome: WelcomeFrame): void;

  /** Asks something about the open conversation; returns why it was refused, if it was. */
  protected async askAboutCurrent(
    question: (conversationId: string) => Question,
  ): Promise<ErrorFrame | undefined> {
    const id = this.#open.get()?.id;
    return id === undefined ? undefined : refusalOf(await this.requests.ask(question(id)));
  }

  #welcomed(welcome: WelcomeFrame): void {
    this.#welcome.set(welcome);
    this.requests.resend();
    this.listConversations(welcome);
    this.#open.get()?.catchUp();
  }

  #receive(frame: ServerFrame): void {
    if (this.requests.settle(frame)) return;
    switch (frame.type) {
      case 'chunk':
      case 'message':
        this.#open.get()?.receive(frame, frame.conversationId);
        return;
      case 'conversation':
        this.directory.put(frame.conversation);
        if (isNumbered(frame)) this.#open.get()?.receive(frame, frame.conversation.id);
        return;
      default:
      // An answer that came too late, or to another life of this page.
    }
  }

  #replaceOpen(conversation: Conversation | undefined): void {
    this.#open.get()?.close();
    this.#open.set(conversation);
  }
}

const isNumbered = (frame: ConversationFrame): frame is ConversationFrame & { seq: number } =>
  frame.seq !== undefined;
