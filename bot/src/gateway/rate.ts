import { HISTORY_PAGE, type RateFrame } from '@agentic-service-bot/protocol';
import type { Log } from '../ports/log.ts';
import type { Ports } from '../ports/ports.ts';
import { readMessages } from '../turn/history.ts';

/** The kind under which ratings stand among a customer's objects; no service uses it, for it has a colon. */
const RATING_KIND = 'bot:rating';

/**
 * Keeps a customer's rating of a message; the last one counts.
 *
 * @returns whether the conversation has such a message.
 */
export async function rate(ports: Ports, customerId: string, frame: RateFrame): Promise<boolean> {
  if (!(await hasMessage(ports.log, frame.conversationId, frame.messageId))) return false;
  const id = `${frame.conversationId}/${frame.messageId}`;
  const data = { rating: frame.rating, ...(frame.comment === undefined ? {} : { comment: frame.comment }) };
  let result = 'conflict';
  while (result === 'conflict') {
    const current = await ports.objects.get(customerId, RATING_KIND, id);
    result = await ports.objects.write(customerId, RATING_KIND, id, current?.version ?? 0, data, ports.now());
  }
  return true;
}

/** Looks for a whole message, the latest ones first: those are rated. */
async function hasMessage(log: Log, conversationId: string, messageId: string): Promise<boolean> {
  let before: number | undefined;
  for (;;) {
    const messages = await readMessages(log, conversationId, before, HISTORY_PAGE);
    if (messages.some(({ message }) => message.id === messageId)) return true;
    before = messages[0]?.from;
    if (before === undefined) return false;
  }
}
