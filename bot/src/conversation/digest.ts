/** What came of one thing that the customer said. */
export interface Exchange {
  /** The day, `YYYY-MM-DD` in UTC. */
  readonly on: string;
  /** The customer's words, shortened. */
  readonly customer?: string;
  /** Actions with what became of them: `volume_control done`. */
  readonly actions?: readonly string[];
  /** The bot's words, shortened. */
  readonly bot?: string;
  /** A person's of customer service, shortened. */
  readonly person?: string;
}

/**
 * What was said and done before the messages that a model is still given: the record that stands for them. It is
 * made of the messages and of what became of their calls, by no model, and never grows above a bound.
 */
export interface Digest {
  /** `from` of the last message in it. */
  readonly through: number;
  /** The latest exchanges of it, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** How many exchanges it had no more room for. */
  readonly dropped: number;
  /** How often each action was done in those. */
  readonly done: readonly (readonly [action: string, times: number])[];
}
