import type { Schedule } from '../definition/index.ts';

/** A timer of one customer. */
export interface Timer {
  readonly customerId: string;
  /** Unique for the customer. */
  readonly id: string;
  /** Where its outcome is told. */
  readonly conversationId: string;
  readonly schedule: Schedule;
  /** IANA zone in which the schedule is meant. */
  readonly timeZone: string;
}

/** Calls {@link Bot.fire} at each planned time of a timer, again until it answers `done`. */
export interface Scheduler {
  /** Sets or replaces the timer of that customer and id. A date that has passed never fires. */
  set(timer: Timer): Promise<void>;
  /** Not an error if there is none. */
  cancel(customerId: string, id: string): Promise<void>;
}
