import type { Json } from './json.ts';

/**
 * Carried out. `result` is what the customer's card, the receipt and the model read. What came of all calls of one reply has
 * 32 KB of JSON together: a result for which there is no room left is left out, and {@link TOO_LONG} stands in its place.
 */
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

/** The result that stands for one that was too long: it was done all the same. */
export const TOO_LONG = {
  tooLong: 'It was done. What came of it is too long to be shown: ask for a part of it.',
} as const;

export const isTooLong = (result: Json): boolean =>
  typeof result === 'object' &&
  result !== null &&
  'tooLong' in result &&
  result['tooLong'] === TOO_LONG.tooLong;

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
