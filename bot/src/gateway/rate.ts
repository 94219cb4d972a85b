import type { RateFrame } from '@agentic-service-bot/protocol';
import type { Ports } from '../ports/ports.ts';

/** The kind under which ratings stand among a customer's objects; no service uses it, for it has a colon. */
const RATING_KIND = 'bot:rating';

/** Keeps a customer's rating of a message; the last one counts. */
export async function rate(ports: Ports, customerId: string, frame: RateFrame): Promise<void> {
  const id = `${frame.conversationId}/${frame.messageId}`;
  const data = { rating: frame.rating, ...(frame.comment === undefined ? {} : { comment: frame.comment }) };
  let result = 'conflict';
  while (result === 'conflict') {
    const current = await ports.objects.get(customerId, RATING_KIND, id);
    result = await ports.objects.write(customerId, RATING_KIND, id, current?.version ?? 0, data, ports.now());
  }
}
