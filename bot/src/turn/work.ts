import { closeApproval, isExpired } from '../conversation/approval.ts';
import { completeHandBack } from '../conversation/hand-back.ts';
import { hasToAnswer } from '../conversation/undone.ts';
import { summaryOf } from '../conversation/view.ts';
import { Lately } from './lately.ts';
import { LEASE_MS } from './limits.ts';
import { runReply, type Workshop } from './run-reply.ts';
import { settleInterrupted } from './settle-interrupted.ts';
import { startReply } from './start.ts';

/**
 * Does all that a conversation needs now: continues an open reply, answers what is unanswered, closes what has expired.
 *
 * @param worker who works, for the lease.
 * @returns `busy` if it must be rung again: somebody else is at it, or `stop` came first.
 */
export async function work(
  workshop: Workshop,
  worker: string,
  conversationId: string,
  stop: AbortSignal,
): Promise<'idle' | 'busy'> {
  const { ports, service } = workshop;
  const until = () => new Date(ports.now().getTime() + LEASE_MS);
  if (!(await ports.leases.acquire(conversationId, worker, ports.now(), until()))) return 'busy';
  let answered = false;
  try {
    let last = await ports.log.last(conversationId);
    const lately = new Lately(ports, service, last?.state.customerId ?? '');
    while (last !== undefined) {
      if (last.state.approval !== undefined && isExpired(last.state.approval, ports.now())) {
        last = await closeApproval(ports, last, 'expired');
      }
      if (stop.aborted) return 'busy';
      last = await settleInterrupted(ports, service, last);
      last = await completeHandBack(ports, last);
      if (last.state.reply !== undefined) {
        const end = await runReply(workshop, last, lately, stop);
        if (end === 'given-back') return 'busy';
        answered = true;
        // What came in after its end has rung by itself.
        last = end === 'taken-over' ? await ports.log.last(conversationId) : end;
      } else if (hasToAnswer(last.state)) {
        last = (await startReply(ports, service, last, lately)) ?? (await ports.log.last(conversationId));
      } else {
        // The end of a reply lists it; what else has happened may have been cut short before it could.
        if (!answered) await ports.conversations.put(summaryOf(last));
        return 'idle';
      }
    }
    return 'idle';
  } finally {
    await ports.leases.release(conversationId, worker);
  }
}
