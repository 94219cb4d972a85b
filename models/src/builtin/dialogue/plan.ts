import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Draft } from '../parse/draft.ts';

/** What to do about what a customer wrote. */
export interface Plan {
  /** Requests to call. */
  readonly ready: readonly Draft[];
  /** Requests that wait for an answer; the first is asked about. */
  readonly open: readonly Draft[];
  /** What to say besides what becomes of the calls. */
  readonly words: readonly string[];
  /** What a `yes` would make happen. */
  readonly offer: Draft | undefined;
  /** Nothing in the message was understood. */
  readonly lost: boolean;
  /** Objects that were spoken of without a request. */
  readonly mentioned: readonly Nameable[];
}

export const plan = (parts: Partial<Plan>): Plan => ({
  ready: [],
  open: [],
  words: [],
  offer: undefined,
  lost: false,
  mentioned: [],
  ...parts,
});
