import { change } from '../conversation/change.ts';
import { dismissUnanswered } from '../conversation/end-turn.ts';
import type { LogEntry } from '../conversation/entry.ts';
import { publish } from '../conversation/publish.ts';
import { hasToAnswer } from '../conversation/undone.ts';
import { summaryOf } from '../conversation/view.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Stops what the bot is at. The worker that has begun a reply learns it from the log, finishes an action that it is in
 * the middle of, and ends the reply; one that nobody has begun ends here.
 */
export async function cancel(ports: Ports, service: ServiceDefinition, last: LogEntry): Promise<void> {
  if (hasToAnswer(last.state)) {
    const entry = await dismissUnanswered(ports, service, last);
    await ports.conversations.put(summaryOf(entry));
    if (entry.state.reply === undefined) return;
  }
  const entry = await change(
    ports,
    last.conversationId,
    (now) => {
      const reply = now?.state.reply;
      if (now === undefined || reply === undefined || reply.cancelled) return undefined;
      const { messageId } = reply;
      return {
        // It has no part in the message: it only takes the number, so that the worker's next append fails.
        frames: [{ type: 'chunk', messageId, chunk: { type: 'data-cancel', data: {}, transient: true } }],
        state: { ...now.state, reply: { ...reply, cancelled: true } },
      };
    },
    last,
  );
  if (entry === undefined) return;
  await ports.inbox.ring(last.conversationId);
  await publish(ports, entry);
}
