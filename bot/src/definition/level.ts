/** The order in which waiting customers come to a person: `dedicated` first. */
export type SupportPriority = 'standard' | 'priority' | 'dedicated';

/** One tier a customer can be on. A service lists its levels from the lowest to the highest. */
export interface ServiceLevel {
  /** Stable identifier, as it stands in tokens and on the wire: `premium`. */
  readonly name: string;
  /** What a customer reads: `Premium`. */
  readonly title: string;
  /** What it costs, as a customer reads it: `free`, `$9.99/month`. */
  readonly price: string;
  readonly priority: SupportPriority;
  /** Numbers that actions look up, such as the most devices a home may have. */
  readonly limits: ReadonlyMap<string, number>;
  /** Model tokens (input and output together) one customer may use in a UTC day. */
  readonly tokensPerDay: number;
}
