/**
 * Most messages, answers and replies one principal may send in a minute; ratings and further reasons for a person count
 * among them. What only reads does not: to count it would cost more than it does.
 */
export const MESSAGES_PER_MINUTE = 30;
/**
 * Most sockets of one principal that may join a reply in a minute: each takes a number of the log. They are counted apart, for
 * to look at many conversations, or to come back after many messages, must keep nobody from writing.
 */
export const JOINS_PER_MINUTE = 60;
/** Milliseconds in the window of that limit. */
export const MINUTE_MS = 60_000;
