import type { ErrorFrame } from '@agentic-service-bot/protocol';
import type { ConversationOptions } from './conversation.ts';
import { compareInInbox } from './inbox-order.ts';
import type { Question } from './requests.ts';
import { Session } from './session.ts';
import type { SessionEnvironment } from './session.ts';

/** An operator's session: the inbox instead of one's own conversations. */
export class OperatorSession extends Session {
  constructor(environment: SessionEnvironment) {
    super(environment, { compose: composeReply, compare: compareInInbox });
  }

  takeOver(): Promise<ErrorFrame | undefined> {
    return this.askAboutCurrent((conversationId) => ({ action: 'takeOver', conversationId }));
  }

  handBack(): Promise<ErrorFrame | undefined> {
    return this.askAboutCurrent((conversationId) => ({ action: 'handBack', conversationId }));
  }

  close(): Promise<ErrorFrame | undefined> {
    return this.askAboutCurrent((conversationId) => ({ action: 'close', conversationId }));
  }

  protected override nextPage(cursor: string): Question {
    return { action: 'watchInbox', cursor };
  }

  protected override async listConversations(): Promise<void> {
    const answer = await this.requests.ask({ action: 'watchInbox' });
    if (answer.type === 'inbox') {
      this.directory.reset(answer.conversations, answer.nextCursor, this.current.get()?.id);
    }
  }
}

/** Operators begin no conversations: there is always an id. */
const composeReply: ConversationOptions['compose'] = (text, requestId, conversationId = '') => ({
  action: 'reply',
  requestId,
  text,
  conversationId,
});
