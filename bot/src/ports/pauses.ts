/** A switch that an operator has thrown: the bot, or one action, does not work, for all or for one service level. */
export interface Pause {
  /** The action that is paused; absent: the whole bot. */
  readonly action?: string;
  /** The service level it is paused for; absent: all. */
  readonly level?: string;
  /** What customers are told. */
  readonly reason: string;
}

/** The switches. A change counts from the next call on, in every process. */
export interface Pauses {
  /** All that are on, read consistently. */
  list(): Promise<readonly Pause[]>;
  /** Throws a switch; one for the same action and level is replaced. */
  set(pause: Pause): Promise<void>;
  /** Takes back the switch for exactly this action and level; says whether there was one. */
  clear(pause: Pick<Pause, 'action' | 'level'>): Promise<boolean>;
}
