import { closeApproval } from '../conversation/approval.ts';
import { change } from '../conversation/change.ts';
import { completeHandBack } from '../conversation/hand-back.ts';
import { publish } from '../conversation/publish.ts';
import { waiting } from '../conversation/transitions.ts';
import { summaryOf } from '../conversation/view.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import { endOpenReply } from '../gateway/end-turn.ts';
import { priorityOf } from '../policy/decide.ts';
import type { Ports } from '../ports/ports.ts';
import { settleInterrupted } from './settle-interrupted.ts';
import { startReply } from './start.ts';
import { WORDS } from './words.ts';

/**
 * Ends, in words, what could not be done after many tries, and calls a person: a customer is never left without an answer.
 * It asks no model and runs no action: one that was begun is unknown.
 */
export async function giveUp(
  ports: Ports,
  service: ServiceDefinition,
  conversationId: string,
): Promise<void> {
  for (;;) {
    let last = await ports.log.last(conversationId);
    if (last === undefined) return;
    if (last.state.approval !== undefined) last = await closeApproval(ports, last);
    if (last.state.reply === undefined) last = (await startReply(ports, service, last)) ?? last;
    if (last.state.reply === undefined) break;
    const id = 'gave-up';
    await endOpenReply(ports, last, [
      { type: 'text-start', id },
      { type: 'text-delta', id, delta: WORDS.gaveUp },
      { type: 'text-end', id },
      { type: 'finish' },
    ]);
  }
  let last = await ports.log.last(conversationId);
  if (last === undefined) return;
  last = await settleInterrupted(ports, service, last, true);
  last = await completeHandBack(ports, last);
  const customer = await ports.customers.get(last.state.customerId);
  const priority = priorityOf(service, customer?.level ?? service.defaultLevel);
  const entry = await change(
    ports,
    conversationId,
    (now) => {
      if (now === undefined) return undefined;
      const next = waiting(now.state, 'The bot could not finish its reply.', priority, ports.now());
      return next.frames.length > 0 ? next : undefined;
    },
    last,
  );
  if (entry !== undefined) await publish(ports, entry);
  await ports.conversations.put(summaryOf(entry ?? last));
}
