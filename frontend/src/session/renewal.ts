import type { WelcomeFrame } from '@agentic-service-bot/protocol';

/** How long before its token ends a line is replaced, milliseconds. Whoever gives out tokens has another by then. */
export const RENEW_BEFORE_EXPIRY_MS = 60_000;
/** Below the two hours at which AWS ends a connection. */
const LONGEST_LINE_MS = 110 * 60_000;
/** Not even a token that is about to end, and is given out again, makes a client connect more often. */
const SHORTEST_LINE_MS = 30_000;

/**
 * How long a token still lasts, milliseconds, by the server's own clock: the device's may be wrong by hours.
 *
 * @param now the device's time, for a server that does not say its own
 */
export function tokenLeft({ expiresAt, serverTime }: WelcomeFrame, now: number): number {
  return Date.parse(expiresAt) - (serverTime === undefined ? now : Date.parse(serverTime));
}

/** After how long a line is replaced whose token lasts `left` milliseconds. */
export function renewIn(left: number): number {
  const inTime = Math.max(left / 2, left - RENEW_BEFORE_EXPIRY_MS);
  return Math.min(LONGEST_LINE_MS, Math.max(SHORTEST_LINE_MS, inTime));
}
