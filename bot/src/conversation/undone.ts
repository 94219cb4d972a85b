import type { ConversationState } from './state.ts';

/** Whether the bot has something to answer. */
export const hasToAnswer = (state: ConversationState): boolean =>
  state.reply === undefined &&
  state.unanswered.length > 0 &&
  (state.status === 'bot' || state.status === 'waiting');

/** Whether a worker is to come: a ring for it is under way, or has got lost. */
export const isLeftUndone = (state: ConversationState): boolean =>
  state.reply !== undefined ||
  hasToAnswer(state) ||
  state.interrupted !== undefined ||
  state.handingBack === true;
