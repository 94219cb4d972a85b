import type { ChunkFrame, ConversationView, ErrorFrame } from '@agentic-service-bot/protocol';
import type { ConversationOptions } from './conversation.ts';
import { refusalOf } from './requests.ts';
import { Session } from './session.ts';
import type { SessionEnvironment, SessionRole } from './session.ts';

/** A customer's session. */
export class CustomerSession extends Session {
  readonly #newId: () => string;
  /** Messages with an action that the customer has just approved. */
  readonly #approved = new Set<string>();

  constructor(environment: SessionEnvironment) {
    super(environment, { compose: composeMessage, compare: latestFirst, page: listConversations });
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

  /** What was approved may have changed the plan, so what the plan allows is asked for again. */
  protected override onChunk({ messageId, chunk }: ChunkFrame): void {
    if (chunk.type === 'tool-approval-response' && chunk.approved) this.#approved.add(messageId);
    if (chunk.type !== 'finish' && chunk.type !== 'abort') return;
    if (this.#approved.delete(messageId)) this.refreshWelcome();
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

const listConversations: SessionRole['page'] = (cursor) => ({
  action: 'listConversations',
  ...(cursor !== undefined && { cursor }),
});
