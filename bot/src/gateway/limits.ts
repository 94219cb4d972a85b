/** Most messages, answers and replies one principal may send in a minute. */
export const MESSAGES_PER_MINUTE = 30;
/** Milliseconds in the window of that limit. */
export const MINUTE_MS = 60_000;
