import { HISTORY_PAGE, type RateFrame } from '@agentic-service-bot/protocol';
import { readMessages } from '../conversation/messages.ts';
import type { Log } from '../ports/log.ts';
import type { Ports } from '../ports/ports.ts';
import { refusal, type Refusal } from './socket.ts';

/** The kind under which ratings stand among a customer's objects; no service uses it, for it has a colon. */
const RATING_KIND = 'bot:rating';
/** Pages of a conversation's latest messages among which one is looked for: what is older is not rated any more. */
const PAGES_MAX = 4;
const UNKNOWN = refusal('not_found', 'There is no such message among the latest of this conversation.');

/** Keeps a customer's rating of a message; the last one counts. */
export async function rate(ports: Ports, customerId: string, frame: RateFrame): Promise<Refusal | undefined> {
  if (!(await hasMessage(ports.log, frame.conversationId, frame.messageId))) return UNKNOWN;
  const id = `${frame.conversationId}/${frame.messageId}`;
  const data = { rating: frame.rating, ...(frame.comment === undefined ? {} : { comment: frame.comment }) };
  let result = 'conflict';
  while (result === 'conflict') {
    const current = await ports.objects.get(customerId, RATING_KIND, id);
    result = await ports.objects.write(customerId, RATING_KIND, id, current?.version ?? 0, data, ports.now());
  }
  return undefined;
}

/** Looks for a whole message among the latest. */
async function hasMessage(log: Log, conversationId: string, messageId: string): Promise<boolean> {
  for (let page = 0, before: number | undefined; page < PAGES_MAX; page++) {
    const messages = await readMessages(log, conversationId, before, HISTORY_PAGE);
    if (messages.some(({ message }) => message.id === messageId)) return true;
    before = messages[0]?.from;
    if (before === undefined) return false;
  }
  return false;
}
