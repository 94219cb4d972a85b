import type { ErrorFrame } from '@agentic-service-bot/protocol';
import type { ConversationOptions } from './conversation.ts';
import { compareInInbox } from './inbox-order.ts';
import { Session } from './session.ts';
import type { SessionEnvironment, SessionRole } from './session.ts';

/** An operator's session: the inbox instead of one's own conversations. */
export class OperatorSession extends Session {
  constructor(environment: SessionEnvironment) {
    super(environment, { compose: composeReply, compare: compareInInbox, page: watchInbox });
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
}

/** Operators begin no conversations: there is always an id. */
const composeReply: ConversationOptions['compose'] = (text, requestId, conversationId = '') => ({
  action: 'reply',
  requestId,
  text,
  conversationId,
});

const watchInbox: SessionRole['page'] = (cursor) => ({
  action: 'watchInbox',
  ...(cursor !== undefined && { cursor }),
});
