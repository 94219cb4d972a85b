import { bytesOf, shortened } from '../conversation/size.ts';
import { done, TOO_LONG } from '../definition/index.ts';
import type { Settlement } from '../ports/ledger.ts';

/** Most characters of a reason where there is little room. */
const REASON_CHARS = 500;

/**
 * What became of a call in so much room, bytes as JSON: it travels in frames, and stands in the reply's message. What was done
 * stays done, though its result be left out.
 */
export function bounded({ outcome, handOff }: Settlement, room: number): Settlement {
  const reason = handOff === undefined ? {} : { handOff: shortened(handOff, REASON_CHARS) };
  if (bytesOf(outcome) <= room) return { outcome, ...reason };
  if (outcome.status === 'done') return { outcome: done(TOO_LONG), ...reason };
  return { outcome: { ...outcome, reason: shortened(outcome.reason, REASON_CHARS) }, ...reason };
}
