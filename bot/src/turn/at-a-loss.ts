import type { ConversationState } from '../conversation/state.ts';
import { waiting, type Transition } from '../conversation/transitions.ts';
import { priorityOf } from '../policy/decide.ts';
import type { Ports } from '../ports/ports.ts';
import type { LoopEnd } from './end-reply.ts';
import type { TurnState } from './turn-state.ts';

/** Whether it was the customer's turn to be answered, so that it counts whether they were. */
const isAnAnswer = ({ reply }: TurnState): boolean =>
  reply.origin.kind === 'messages' && reply.answer === undefined;

/** Whether no model had an answer, and nothing was done either: the bot has to say so itself. */
export const isAtALoss = (turn: TurnState, { failed, cancelled, asked }: LoopEnd): boolean =>
  isAnAnswer(turn) &&
  !cancelled &&
  asked === undefined &&
  turn.receipts.length === 0 &&
  (failed === 'models' || turn.finishReason === 'content-filter' || turn.said.trim() === '');

/** Whether it was so in the reply before, too: a person is called then, unless one has been. */
export const needsPerson = (turn: TurnState, end: LoopEnd): boolean =>
  turn.wasAtALoss && !turn.personCalled && isAtALoss(turn, end);

/** The state after a reply, in which it stands whether the bot was at a loss, or a person is called for that. */
export function afterLoss(
  { now }: Pick<Ports, 'now'>,
  turn: TurnState,
  { state, frames }: Transition,
  loss: { readonly isAtALoss: boolean; readonly needsPerson: boolean },
): Transition {
  if (!isAnAnswer(turn)) return { state, frames };
  const { atALoss: _, ...rest } = state;
  if (!loss.needsPerson) return { state: loss.isAtALoss ? { ...rest, atALoss: true } : rest, frames };
  const called = waiting(rest, REASON, priorityOf(turn.service, turn.customer.level), now());
  return { state: called.state, frames: [...frames, ...called.frames] };
}

const REASON: NonNullable<ConversationState['waitingReason']> = 'The bot had no answer, twice in a row.';
