import type { Chunk } from '@agentic-service-bot/protocol';
import { closeApproval } from '../conversation/approval.ts';
import { endOpenReply } from '../conversation/end-turn.ts';
import { completeHandBack } from '../conversation/hand-back.ts';
import { waiting } from '../conversation/transitions.ts';
import { isLeftUndone } from '../conversation/undone.ts';
import { summaryOf } from '../conversation/view.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import { priorityOf } from '../policy/decide.ts';
import type { Ports } from '../ports/ports.ts';
import { settleInterrupted } from './settle-interrupted.ts';
import { startReply } from './start.ts';
import { WORDS } from './words.ts';

const REASON = 'The bot could not finish its reply.';

/**
 * Ends, in words, what could not be done after many tries, and calls a person: a customer is never left without an answer.
 * It asks no model and runs no action: one that was begun is unknown. Where nothing was left undone, nobody is called.
 */
export async function giveUp(
  ports: Ports,
  service: ServiceDefinition,
  conversationId: string,
): Promise<void> {
  let last = await ports.log.last(conversationId);
  for (; last !== undefined; last = await ports.log.last(conversationId)) {
    // A question by itself waits for the customer, not for the bot.
    if (last.state.approval !== undefined && isLeftUndone(last.state))
      last = await closeApproval(ports, last, 'gaveUp');
    // What came in while a person held it is answered, too.
    last = await completeHandBack(ports, last);
    if (last.state.reply === undefined) last = (await startReply(ports, service, last)) ?? last;
    if (last.state.reply === undefined) break;
    const id = 'gave-up';
    const chunks: Chunk[] = [
      { type: 'text-start', id },
      { type: 'text-delta', id, delta: WORDS.gaveUp },
      { type: 'text-end', id },
      { type: 'finish' },
    ];
    const customer = await ports.customers.get(last.state.customerId);
    const priority = priorityOf(service, customer?.level ?? service.defaultLevel);
    await endOpenReply(ports, last, chunks, (state) => waiting(state, REASON, priority, ports.now()));
  }
  if (last === undefined) return;
  last = await settleInterrupted(ports, service, last, true);
  await ports.conversations.put(summaryOf(last));
}
