import type { Ports } from '../ports/ports.ts';
import { change } from './change.ts';
import type { LogEntry, LoggedFrame } from './entry.ts';
import { fold, readReply } from './fold.ts';
import { publish } from './publish.ts';
import type { OpenApproval } from './state.ts';
import { approvalClosed } from './transitions.ts';

/** Why an approval ended without the customer's answer, as the customer reads it. */
const WITHDRAWN = {
  expired: 'The time to answer was over.',
  replaced: 'A newer question took its place.',
  taken: 'A person took over.',
  closed: 'The conversation was closed.',
  gaveUp: 'The assistant could not go on.',
} as const;

export type Withdrawal = keyof typeof WITHDRAWN;

/**
 * The frames that continue the asking message with the customer's answer. A no is final at once.
 *
 * @param withdrawn why it counts as a no that the customer has not said
 */
export function answerFrames(
  approval: OpenApproval,
  approved: boolean,
  withdrawn?: Withdrawal,
): LoggedFrame[] {
  const reason = withdrawn && { reason: WITHDRAWN[withdrawn] };
  const { messageId, metadata: messageMetadata, id: approvalId, toolCallId } = approval;
  const chunk = (body: Extract<LoggedFrame, { type: 'chunk' }>['chunk']): LoggedFrame => ({
    type: 'chunk',
    messageId,
    chunk: body,
  });
  return [
    chunk({ type: 'start', messageId, messageMetadata }),
    chunk({ type: 'tool-approval-response', approvalId, approved, ...reason }),
    ...(approved ? [] : [chunk({ type: 'tool-output-denied', toolCallId })]),
  ];
}

/** Closes the open approval as a no that the customer has not said, in its message, which says why. */
export async function closeApproval(ports: Ports, last: LogEntry, why: Withdrawal): Promise<LogEntry> {
  const approval = last.state.approval;
  if (approval === undefined) return last;
  const { messageId, from } = approval;
  const frames: LoggedFrame[] = [
    ...answerFrames(approval, false, why),
    { type: 'chunk', messageId, chunk: { type: 'finish' } },
  ];
  const before = await readReply(ports.log, last, { messageId, from });
  const message = await fold([...before.frames, ...frames]);
  let known: LogEntry = last;
  const entry = await change(
    ports,
    last.conversationId,
    (now) => {
      known = now ?? known;
      if (now?.state.approval?.id !== approval.id) return undefined;
      return { frames, state: approvalClosed(now.state), message: { from, message } };
    },
    last,
  );
  if (entry === undefined) return known;
  await publish(ports, entry);
  return entry;
}

/** Whether an approval can no longer be answered. */
export const isExpired = (approval: OpenApproval, now: Date): boolean =>
  approval.expiresAt <= now.toISOString();
