import type { AnyAction } from './action.ts';
import type { Json } from './json.ts';
import { isTooLong } from './outcome.ts';

const DONE = 'That is done.';
const TOO_MUCH = 'That is done, but there is more to it than I can show here. Ask me for a part of it.';

/** An action's receipt; plain words where the result is not what it wrote, or what this version of it writes. */
export function receiptOf(action: AnyAction, given: unknown, result: Json): string {
  if (isTooLong(result)) return TOO_MUCH;
  const input = action.input.safeParse(given);
  try {
    return input.success ? action.receipt(result, input.data) : DONE;
  } catch {
    return DONE;
  }
}
