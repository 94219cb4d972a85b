/** Counters with a limit and an end: messages a minute, tokens a day. */
export interface Budgets {
  /**
   * Adds `amount` (negative gives back) to the counter `key` unless that would take it above `limit`; an amount of 0 asks
   * whether it is above. The counter starts again at 0 once `endsAt` of its first use has passed.
   */
  take(key: string, amount: number, limit: number, now: Date, endsAt: Date): Promise<boolean>;
}
