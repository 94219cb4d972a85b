/**
 * Most messages, answers and replies one principal may send in a minute; ratings, further reasons for a person, and sockets that
 * join a reply count among them. What only reads does not: to count it would cost more than it does.
 */
export const MESSAGES_PER_MINUTE = 30;
/** Milliseconds in the window of that limit. */
export const MINUTE_MS = 60_000;
