import { answerFrames } from './approval.ts';
import type { Draft } from './change.ts';
import type { ApprovalAnswer, ConversationState, OpenApproval, OpenReply } from './state.ts';
import { approvalClosed } from './transitions.ts';

/** Takes the customer's answer to the open approval: it is closed, and the asking reply is open again, or next. */
export function answer(
  state: ConversationState,
  approval: OpenApproval,
  approved: boolean,
  words: Pick<ApprovalAnswer, 'wordsHere' | 'replyTo'>,
  seq: number,
): Draft {
  const { id: approvalId, messageId, from, origin, step, call, inputHash } = approval;
  const reply: OpenReply = {
    messageId,
    from,
    since: seq,
    writes: 0,
    origin,
    cancelled: false,
    answer: { approvalId, step, call, inputHash, approved, ...words },
  };
  return {
    frames: answerFrames(approval, approved),
    state: {
      ...approvalClosed(state),
      unanswered: state.unanswered.filter((id) => !words.replyTo.includes(id)),
      ...(state.reply === undefined ? { reply } : { queued: reply }),
    },
  };
}
