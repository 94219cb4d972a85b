import {
  CONVERSATIONS_PAGE,
  CUSTOMER_ACTIONS,
  OPERATOR_ACTIONS,
  parseClientFrame,
  type ClientFrame,
  type WatchInboxFrame,
} from '@agentic-service-bot/protocol';
import type { LogEntry } from '../conversation/entry.ts';
import { joined, replyToJoin } from '../conversation/joined.ts';
import { operatorView } from '../conversation/view.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import type { Identity } from '../identity/identity.ts';
import type { Ports } from '../ports/ports.ts';
import { approve } from './approve.ts';
import { audit, summary } from './audit.ts';
import { cancel } from './cancel.ts';
import { hello } from './hello.ts';
import { JOINS_PER_MINUTE, MESSAGES_PER_MINUTE, MINUTE_MS } from './limits.ts';
import { rate } from './rate.ts';
import { history, listConversations, resume } from './read.ts';
import { reply, sendMessage } from './send-message.ts';
import { NOT_FOUND, isRefusal, refusal, sendTo, type Answer, type Refusal, type Sender } from './socket.ts';
import { close, handBack, requestHuman, takeOver } from './status.ts';
import { wake } from './wake.ts';

/** Takes clients' frames: checks them, stores what they say, rings, answers. It calls no model. */
export class Gateway {
  readonly #service: ServiceDefinition;
  readonly #ports: Ports;

  constructor(service: ServiceDefinition, ports: Ports) {
    this.#service = service;
    this.#ports = ports;
  }

  /** Handles one text frame; `close` says that its socket's token has ended. */
  async receive(connectionId: string, identity: Identity, text: string): Promise<'open' | 'close'> {
    const began = this.#ports.now();
    const parsed = parseClientFrame(text);
    const requestId = parsed.ok ? parsed.frame.requestId : parsed.requestId;
    const ended = identity.expiresAt <= began.toISOString();
    const answer = ended
      ? refusal('unauthorized', 'The token has ended: connect with a fresh one.')
      : parsed.ok
        ? await this.#answer(connectionId, identity, parsed.frame)
        : refusal(parsed.code, parsed.message);
    const ms = this.#ports.now().getTime() - began.getTime();
    const action = parsed.ok ? parsed.frame.action : 'unreadable';
    const refused = isRefusal(answer);
    this.#ports.telemetry.report({ type: 'frame', action, ms, ...(refused ? { error: answer.code } : {}) });
    if (refused) {
      const { code, message, retryAfterMs } = answer;
      const more = {
        ...(requestId === undefined ? {} : { requestId }),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
      await sendTo(this.#ports, connectionId, [{ type: 'error', code, message, ...more }]);
    } else {
      await sendTo(this.#ports, connectionId, answer);
    }
    return ended ? 'close' : 'open';
  }

  async #answer(connectionId: string, identity: Identity, frame: ClientFrame): Promise<Answer> {
    if (frame.action === 'hello') return hello(this.#ports, this.#service, connectionId, identity, frame);
    const connection = await this.#ports.connections.get(connectionId);
    if (connection === undefined) return refusal('bad_request', 'Say hello first.');
    const { principal } = connection;
    const permitted = principal.role === 'operator' ? OPERATOR_ACTIONS : CUSTOMER_ACTIONS;
    if (!permitted.has(frame.action))
      return refusal('forbidden', `A ${principal.role} can't send "${frame.action}".`);
    return this.#dispatch({ connectionId, principal }, frame);
  }

  async #dispatch(sender: Sender, frame: Exclude<ClientFrame, { action: 'hello' }>): Promise<Answer> {
    const ports = this.#ports;
    const service = this.#service;
    const { principal, connectionId } = sender;
    const ok = [
      { type: 'ok' as const, ...(frame.requestId === undefined ? {} : { requestId: frame.requestId }) },
    ];
    const done = (refused: Refusal | undefined): Answer => refused ?? ok;
    switch (frame.action) {
      case 'ping':
        return [{ ...ok[0], type: 'pong' }];
      case 'sendMessage':
        return (await this.#limited(sender)) ?? answered(await sendMessage(ports, service, sender, frame));
      case 'approve':
        return (await this.#limited(sender)) ?? answered(await approve(ports, sender, frame));
      case 'reply':
        return (await this.#limited(sender)) ?? answered(await reply(ports, sender, frame));
      case 'listConversations':
        return listConversations(ports, principal.id, frame);
      case 'watchInbox': {
        await ports.connections.watch(connectionId, 'inbox');
        return this.#inbox(frame);
      }
      case 'resume':
        return this.#in(sender, frame, async (seen) => {
          const last = principal.role === 'operator' ? await this.#watched(sender, seen) : seen;
          const joins = replyToJoin(last.state, connectionId) !== undefined;
          const refused = joins ? await this.#limited(sender, 'joins', JOINS_PER_MINUTE) : undefined;
          if (joins && refused === undefined) await joined(ports, last, connectionId);
          await wake(ports, last);
          return resume(ports, frame, last, refused);
        });
      case 'history':
        return this.#in(sender, frame, async (last) => {
          await wake(ports, last);
          return history(ports, frame, last, principal.role);
        });
      case 'cancel':
        return this.#in(sender, frame, async (last) => {
          await cancel(ports, service, last);
          return ok;
        });
      case 'requestHuman':
        return this.#in(sender, frame, async (last) => {
          // The first call for a person is never one too many.
          const refused = last.state.status === 'waiting' ? await this.#limited(sender) : undefined;
          return refused ?? done(await requestHuman(ports, service, last, frame.reason));
        });
      case 'rate':
        return this.#in(sender, frame, async () =>
          done((await this.#limited(sender)) ?? (await rate(ports, principal.id, frame))),
        );
      case 'takeOver':
        return this.#in(sender, frame, async (last) => {
          const refused = await takeOver(ports, last, principal);
          return refused ?? [await summary(ports, service, last), ...ok];
        });
      case 'audit':
        return this.#in(sender, frame, () => audit(ports, frame));
      case 'handBack':
        return this.#in(sender, frame, async (last) => done(await handBack(ports, last, principal.id)));
      case 'close':
        return this.#in(sender, frame, async (last) => done(await close(ports, service, last, principal.id)));
    }
  }

  /** Goes on if the conversation exists and is the sender's to see: a customer's own, any for an operator. */
  async #in(
    { principal }: Sender,
    { conversationId }: { readonly conversationId: string },
    go: (last: LogEntry) => Promise<Answer>,
  ): Promise<Answer> {
    const last = await this.#ports.log.last(conversationId);
    if (last === undefined) return NOT_FOUND;
    if (principal.role === 'customer' && last.state.customerId !== principal.id) return NOT_FOUND;
    return go(last);
  }

  /** Has an operator follow a conversation. Returns its last entry as it is from then on: who begins a reply after that sees them. */
  async #watched({ connectionId }: Sender, seen: LogEntry): Promise<LogEntry> {
    const { conversationId, state } = seen;
    await this.#ports.connections.watch(connectionId, { customerId: state.customerId, conversationId });
    return (await this.#ports.log.last(conversationId)) ?? seen;
  }

  async #limited(
    { principal }: Sender,
    what: 'messages' | 'joins' = 'messages',
    limit = MESSAGES_PER_MINUTE,
  ): Promise<Refusal | undefined> {
    const now = this.#ports.now();
    // A minute of the clock: when it is over is known without asking the counter.
    const leftMs = MINUTE_MS - (now.getTime() % MINUTE_MS);
    const endsAt = new Date(now.getTime() + leftMs);
    const within = await this.#ports.budgets.take(`${what}/${principal.id}`, 1, limit, now, endsAt);
    if (within) return undefined;
    return {
      ...refusal('rate_limited', `Too many ${what} in a minute: wait a little.`),
      retryAfterMs: leftMs,
    };
  }

  async #inbox({ requestId, cursor }: WatchInboxFrame): Promise<Answer> {
    const { conversations, customers } = this.#ports;
    const { items, nextCursor } = await conversations.inbox(CONVERSATIONS_PAGE, cursor);
    const views = items.map(async (summary) =>
      operatorView(summary, await customers.get(summary.state.customerId), this.#ports.now()),
    );
    return [
      {
        type: 'inbox',
        ...(requestId === undefined ? {} : { requestId }),
        conversations: await Promise.all(views),
        ...(nextCursor === undefined ? {} : { nextCursor }),
      },
    ];
  }
}

const answered = <F extends { type: 'accepted' }>(answer: F | Refusal): readonly F[] | Refusal =>
  'code' in answer ? answer : [answer];
