import type { ConversationView, ErrorFrame, WelcomeFrame } from '@agentic-service-bot/protocol';
import type { ConversationOptions } from './conversation.ts';
import { refusalOf } from './requests.ts';
import type { Question } from './requests.ts';
import { Session } from './session.ts';
import type { SessionEnvironment } from './session.ts';

/** A customer's session. */
export class CustomerSession extends Session {
  readonly #newId: () => string;

  constructor(environment: SessionEnvironment) {
    super(environment, { compose: composeMessage, compare: latestFirst });
    this.#newId = environment.newId;
  }

  /** Opens a conversation that begins with its first message. */
  openNew(): void {
    this.openConversation(undefined);
  }

  /** Answers the bot's question whether it may do something; returns why that was refused, if it was. */
  async approve(approvalId: string, approved: boolean): Promise<ErrorFrame | undefined> {
    const conversationId = this.current.get()?.id;
    if (conversationId === undefined) return undefined;
    const requestId = this.#newId();
    return refusalOf(
      await this.requests.deliver({ action: 'approve', requestId, conversationId, approvalId, approved }),
    );
  }

  /** Ends the reply in progress. */
  cancel(): Promise<ErrorFrame | undefined> {
    return this.askAboutCurrent((conversationId) => ({ action: 'cancel', conversationId }));
  }

  requestHuman(): Promise<ErrorFrame | undefined> {
    return this.askAboutCurrent((conversationId) => ({ action: 'requestHuman', conversationId }));
  }

  rate(messageId: string, rating: 'up' | 'down'): Promise<ErrorFrame | undefined> {
    return this.askAboutCurrent((conversationId) => ({ action: 'rate', conversationId, messageId, rating }));
  }

  protected override nextPage(cursor: string): Question {
    return { action: 'listConversations', cursor };
  }

  protected override listConversations({ conversations, nextCursor }: WelcomeFrame): void {
    this.directory.reset(conversations ?? [], nextCursor, this.current.get()?.id);
  }
}

const composeMessage: ConversationOptions['compose'] = (text, requestId, conversationId) => ({
  action: 'sendMessage',
  requestId,
  text,
  ...(conversationId !== undefined && { conversationId }),
});

const latestFirst = (a: ConversationView, b: ConversationView): number =>
  Date.parse(b.updatedAt) - Date.parse(a.updatedAt);
