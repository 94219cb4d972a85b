import type { Field } from '../grammar/field.ts';
import type { WeighedPattern } from '../grammar/grammar.ts';
import { PREPOSITIONS, SWITCHING } from '../language/function-words.ts';
import type { Token } from '../language/token.ts';
import type { Filled } from '../slots/fill.ts';
import type { Binding, Sentence } from './align.ts';

/** A field filled out of its place, with what that costs beside the filling itself. */
export interface Float {
  readonly binding: Binding;
  readonly extra: number;
}

/** Led to by the field's own word; by any word like `in`; by nothing; by `except`. */
const COST = { cue: 0.1, preposition: 0.12, bare: 0.3, except: 0.05 };
export const EXCEPTING: ReadonlySet<string> = new Set(['except', 'besides', 'excluding', 'without', 'but']);

/** Words that nobody knows are no objects where none is expected. */
const isUnknown = ({ filling }: Filled): boolean =>
  filling.type === 'objects' && filling.reference.status === 'unknown';

/** What the tokens from a place on can fill of the fields that the pattern leaves open, or narrow of those it fills. */
export function floatsAt(
  { floating, narrowing, frame }: WeighedPattern,
  { filler, end }: Sentence,
  at: number,
  token: Token,
): Float[] {
  const found: Float[] = [];
  const add = (field: Field, from: number, extra: number, more: Pick<Binding, 'except'> = {}) => {
    for (const filled of filler.from(field, from))
      if (filled.end <= end && !isUnknown(filled))
        found.push({ binding: { ...filled, ...more, field }, extra });
  };
  // `turn on the light`: that is no place.
  const switches = token.word === 'on' && SWITCHING.has(filler.tokens[at - 1]?.word ?? '');
  // `to the bedroom` says where something goes, if anything does, and not which.
  const goes =
    /^(?:in|on)?to$/u.test(token.word) &&
    [...frame.action.fields.values()].some(
      ({ name, slot }) => slot.type === 'text' && frame.action.cues.get(name)?.has(token.stem) === true,
    );
  const weak = PREPOSITIONS.has(token.word) && !switches;
  for (const field of floating) {
    const { type } = field.slot;
    const cues = frame.action.cues.get(field.name);
    const cued = cues?.has(token.stem) === true;
    if (type === 'text' && (!cued || weak)) continue;
    if (cued) add(field, at + 1, COST.cue);
    else if (weak && !goes && type === 'object') add(field, at + 1, COST.preposition);
    if (type === 'schedule') add(field, at, COST.cue);
    else if (type === 'object' || (type === 'number' && cues === undefined)) add(field, at, COST.bare);
  }
  for (const field of narrowing) {
    if (EXCEPTING.has(token.word)) {
      const led = PREPOSITIONS.has(filler.tokens[at + 1]?.word ?? '') ? 2 : 1;
      add(field, at + led, COST.except, { except: true });
    }
    if (weak && !goes) add(field, at + 1, COST.preposition);
  }
  return found;
}
