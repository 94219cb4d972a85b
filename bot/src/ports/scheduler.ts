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

/**
 * How late a timer may begin, milliseconds: what was down when its time came makes up for it within this. Later it would do
 * more harm than good: nobody wants the lights of 7 in the morning at 3 at night. The customer is told instead.
 */
export const TIMER_GRACE_MS = 60 * 60_000;

/** Calls {@link Bot.fire} at each planned time of a timer, again until it answers `done`. */
export interface Scheduler {
  /** Sets or replaces the timer of that customer and id. A date that has passed never fires. */
  set(timer: Timer): Promise<void>;
  /** Not an error if there is none. */
  cancel(customerId: string, id: string): Promise<void>;
}
