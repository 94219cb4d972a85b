import type { SupportPriority } from '../definition/index.ts';
import type { LoggedFrame } from './entry.ts';
import type { ConversationState, OpenReply } from './state.ts';

/** A change of state, with the frames that tell clients of it. */
export interface Transition {
  readonly state: ConversationState;
  readonly frames: readonly LoggedFrame[];
}

const STATUS_FRAME: LoggedFrame = { type: 'conversation' };

/** Between the reasons for which a person is waited for, the latest first. */
const AND = ' · ';
/** Characters of all reasons together. */
const REASON_MAX = 200;

/** A person is asked for. One who is there already stays; one who is asked for already is told of another reason, too. */
export function waiting(
  state: ConversationState,
  reason: string,
  priority: SupportPriority,
  now: Date,
): Transition {
  if (state.status === 'human') return { state, frames: [] };
  const latest = reason.slice(0, REASON_MAX);
  if (state.status === 'waiting') {
    const known = [state.waitingReason].filter((text) => text !== undefined);
    if (['', ...known, ''].join(AND).includes(`${AND}${latest}${AND}`)) return { state, frames: [] };
    const waitingReason = [latest, ...known].join(AND).slice(0, REASON_MAX);
    return { state: { ...state, waitingReason }, frames: [STATUS_FRAME] };
  }
  const waitingSince = now.toISOString();
  return {
    state: { ...state, status: 'waiting', priority, waitingReason: latest, waitingSince },
    frames: [STATUS_FRAME],
  };
}

/** A person holds the conversation; the bot is silent. */
export function taken(state: ConversationState, operator: { id: string; name: string }): Transition {
  return { state: { ...notWaiting(state), status: 'human', operator }, frames: [STATUS_FRAME] };
}

/**
 * The bot is to answer again. What is unanswered then needs a ring, which must not be lost: it is rung before the bot has the
 * conversation, and whoever comes first of the ringing and the rung completes it.
 */
export function handingBack(state: ConversationState): Transition {
  return { state: { ...state, handingBack: true }, frames: [STATUS_FRAME] };
}

/** Nothing is left of these replies, which were interrupted; others may have been since. */
export function settledReplies(state: ConversationState, settled: readonly OpenReply[]): Transition {
  const { interrupted = [], ...rest } = state;
  const left = interrupted.filter(
    (reply) =>
      !settled.some(({ messageId, since }) => messageId === reply.messageId && since === reply.since),
  );
  if (left.length === interrupted.length) return { state, frames: [] };
  return { state: left.length === 0 ? rest : { ...rest, interrupted: left }, frames: [STATUS_FRAME] };
}

/** Something that was to happen here happens elsewhere, where the bot can speak. Nothing else is new. */
export const passedOn = (state: ConversationState): Transition => ({ state, frames: [STATUS_FRAME] });

/** The bot answers again. */
export function handedBack(state: ConversationState): Transition {
  return { state: { ...notWaiting(state), status: 'bot' }, frames: [STATUS_FRAME] };
}

/** It is over, until the customer writes again. */
export function closed(state: ConversationState): Transition {
  return { state: { ...notWaiting(state), status: 'closed' }, frames: [STATUS_FRAME] };
}

function notWaiting(state: ConversationState): ConversationState {
  const {
    operator: _operator,
    waitingSince: _since,
    waitingReason: _reason,
    handingBack: _back,
    ...rest
  } = state;
  return rest;
}

/** The open reply is over; one that was queued is open now. */
export function replyEnded(state: ConversationState): ConversationState {
  const { reply: _reply, queued, ...rest } = state;
  return queued === undefined ? rest : { ...rest, reply: queued };
}

/** The open approval is answered, or counts as a no. */
export function approvalClosed(state: ConversationState): ConversationState {
  const { approval: _approval, ...rest } = state;
  return rest;
}
