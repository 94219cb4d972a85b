import type { Nameable } from '@agentic-service-bot/bot/definition';
import { isComplete, type Draft } from '../parse/draft.ts';
import type { Offer } from './offer.ts';

/** What to do about what a customer wrote. */
export interface Plan {
  /** Requests to call. */
  readonly ready: readonly Draft[];
  /** Requests that wait for an answer; the first is asked about. */
  readonly open: readonly Draft[];
  /** What to say besides what becomes of the calls. */
  readonly words: readonly string[];
  readonly offer: Offer | undefined;
  /** Nothing in the message was understood. */
  readonly lost: boolean;
  /** The customer does not want what was asked about. */
  readonly declined: boolean;
  /** Objects that were spoken of without a request. */
  readonly mentioned: readonly Nameable[];
}

export const plan = (parts: Partial<Plan>): Plan => ({
  ready: [],
  open: [],
  words: [],
  offer: undefined,
  lost: false,
  declined: false,
  mentioned: [],
  ...parts,
});

/** Calls of one message beyond these are left out: no customer means so many. */
const MOST_CALLS = 10;

/** Calls what is complete; the rest is asked about. */
export const ready = (drafts: readonly Draft[], words: readonly string[] = []): Plan =>
  plan({
    ready: drafts.filter(isComplete).slice(0, MOST_CALLS),
    open: drafts.filter((draft) => !isComplete(draft)),
    words,
  });

/** Two plans as one. */
export const joined = (one: Plan, other: Plan): Plan => ({
  ...one,
  ready: [...one.ready, ...other.ready],
  open: [...one.open, ...other.open],
  words: [...one.words, ...other.words],
});
