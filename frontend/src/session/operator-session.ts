import type { ErrorFrame, SummaryFrame } from '@agentic-service-bot/protocol';
import { AuditTrail } from './audit-trail.ts';
import type { ConversationOptions } from './conversation.ts';
import { compareInInbox } from './inbox-order.ts';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';
import { Session } from './session.ts';
import type { SessionEnvironment, SessionRole } from './session.ts';
import { UsageTrail } from './usage-trail.ts';

/** An operator's session: the inbox instead of one's own conversations. */
export class OperatorSession extends Session {
  readonly #summary = new Cell<SummaryFrame | undefined>(undefined);

  constructor(environment: SessionEnvironment) {
    super(environment, { compose: composeReply, compare: compareInInbox, page: watchInbox });
  }

  /** What the bot knows of the conversation that was taken over last. */
  get summary(): Observable<SummaryFrame | undefined> {
    return this.#summary;
  }

  /** What the bot decided and did in a conversation. */
  auditTrail(conversationId: string): AuditTrail {
    return new AuditTrail(this.requests, conversationId);
  }

  /** What the models took to write a conversation's replies. */
  usageTrail(conversationId: string): UsageTrail {
    return new UsageTrail(this.requests, conversationId);
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

  protected override onSummary(frame: SummaryFrame): void {
    this.#summary.set(frame);
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
