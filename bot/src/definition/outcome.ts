import type { Json } from './json.ts';

/** Carried out. `result` is what the customer's card, the receipt and the model read. */
export interface Done {
  readonly status: 'done';
  readonly result: Json;
}

/** The customer may not. Nothing happened. */
export interface Denied {
  readonly status: 'denied';
  readonly reason: string;
  /** The lowest service level that would allow it, where a level would. */
  readonly requiredLevel?: string;
  /** Names of actions the customer may use instead. */
  readonly alternatives: readonly string[];
}

/** Tried, and it did not happen. */
export interface Failed {
  readonly status: 'failed';
  readonly reason: string;
}

/** Not known whether it happened: a person has been told. */
export interface Unknown {
  readonly status: 'unknown';
  readonly reason: string;
}

/** What became of one call of an action; also what a client reads in `tool-output-available`. */
export type Outcome = Done | Denied | Failed | Unknown;

export const done = (result: Json): Done => ({ status: 'done', result });
export const failed = (reason: string): Failed => ({ status: 'failed', reason });
export const denied = (
  reason: string,
  more: Partial<Pick<Denied, 'requiredLevel' | 'alternatives'>> = {},
): Denied => ({
  status: 'denied',
  reason,
  alternatives: [],
  ...more,
});
