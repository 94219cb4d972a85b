import type { Field } from '../grammar/field.ts';
import type { WeighedPattern } from '../grammar/grammar.ts';
import { PREPOSITIONS } from '../language/function-words.ts';
import { areSynonyms } from '../language/synonyms.ts';
import type { Token } from '../language/token.ts';
import type { Filled, Filler } from '../slots/fill.ts';

/** A field as a run of tokens filled it. */
export interface Binding extends Filled {
  readonly field: Field;
}

/** How a sentence and a pattern fit together. */
export interface Alignment {
  /** 0 if they are the same; else the weight of all that does not fit. */
  readonly cost: number;
  readonly bindings: readonly Binding[];
  /** The weight of the weightiest word of the pattern that the sentence has. */
  readonly anchor: number;
  /** Places of the tokens that nothing in the pattern explains. */
  readonly unexplained: readonly number[];
}

/** What is compared with patterns: the tokens of a message from `start` to before `end`. */
export interface Sentence {
  readonly filler: Filler;
  readonly start: number;
  readonly end: number;
  /** What it costs to leave each token of the message unexplained. */
  readonly weights: readonly number[];
  /** Stems that may be left out because the request before had them: `… and the bedroom one to 20`. */
  readonly carried: ReadonlySet<string>;
}

const SYNONYM = 0.15;
const CORRECTED = 0.1;
const CARRIED = 0.08;
/** What a field costs that is left out: one that can be asked for, one that need not be there. */
const OPEN = { required: 0.35, optional: 0.12 };
/** What it costs to fill a field from elsewhere in the message: led to by its own word, by any, by none. */
const FLOATING = { cue: 0.1, preposition: 0.12, bare: 0.3 };

/**
 * The cheapest way to lay a sentence along a pattern: words meet words, runs of words fill fields, and what is missing
 * on either side is paid for by its weight.
 *
 * @returns undefined if that costs more than `most`.
 */
export function align(pattern: WeighedPattern, sentence: Sentence, most: number): Alignment | undefined {
  const { filler, start, end: stop, weights, carried } = sentence;
  const columns = stop - start + 1;
  const rows = pattern.elements.length + 1;
  const costs = new Float64Array(rows * columns).fill(Infinity);
  const origins = new Int32Array(rows * columns);
  const bindings: (Binding | undefined)[] = [];
  const floats: (readonly { binding: Binding; extra: number }[] | undefined)[] = [];
  costs[0] = 0;

  for (let row = 0; row < rows; row += 1) {
    const element = pattern.elements[row];
    for (let column = 0; column < columns; column += 1) {
      const here = row * columns + column;
      const cost = costs[here] ?? Infinity;
      if (cost > most) continue;
      const token = column + 1 < columns ? filler.tokens[start + column] : undefined;
      if (element !== undefined && 'field' in element) {
        reach(here, here + columns, cost + (element.field.required ? OPEN.required : OPEN.optional));
        for (const filled of filler.from(element.field, start + column)) {
          if (filled.end > stop) break;
          const target = here + columns + filled.end - filled.start;
          if (reach(here, target, cost + filled.cost)) bindings[target] = { ...filled, field: element.field };
        }
      } else if (element !== undefined) {
        const weight = pattern.weights[row] ?? 0;
        reach(here, here + columns, cost + (carried.has(element.stem) ? Math.min(weight, CARRIED) : weight));
        if (token !== undefined) reach(here, here + columns + 1, cost + wordCost(element.stem, token));
      }
      if (token === undefined) continue;
      reach(here, here + 1, cost + (weights[start + column] ?? 1));
      for (const { binding, extra } of (floats[column] ??= floatsAt(
        pattern,
        sentence,
        start + column,
        token,
      ))) {
        const target = here + binding.end - start - column;
        if (reach(here, target, cost + binding.cost + extra)) bindings[target] = binding;
      }
    }
  }

  const end = rows * columns - 1;
  const cost = costs[end] ?? Infinity;
  if (cost > most) return undefined;
  const path: Binding[] = [];
  const unexplained: number[] = [];
  let anchor = 0;
  for (let at = end; at > 0; at = origins[at] ?? 0) {
    const binding = bindings[at];
    const origin = origins[at] ?? 0;
    if (binding !== undefined) path.unshift(binding);
    else if (at - origin === 1) unexplained.unshift(start + (origin % columns));
    else if (at - origin === columns + 1)
      anchor = Math.max(anchor, pattern.weights[Math.floor(origin / columns)] ?? 0);
  }
  return { cost, bindings: path, anchor, unexplained };

  function reach(origin: number, target: number, total: number): boolean {
    if (total > most || total >= (costs[target] ?? Infinity)) return false;
    costs[target] = total;
    origins[target] = origin;
    bindings[target] = undefined;
    return true;
  }
}

/** What the tokens from a place on can fill of the fields that the pattern leaves open. */
function floatsAt(
  { floating, frame }: WeighedPattern,
  { filler, end }: Sentence,
  at: number,
  token: Token,
): { binding: Binding; extra: number }[] {
  const found: { binding: Binding; extra: number }[] = [];
  const add = (field: Field, from: number, extra: number) => {
    for (const filled of filler.from(field, from))
      if (filled.end <= end) found.push({ binding: { ...filled, field }, extra });
  };
  for (const field of floating) {
    const { type } = field.slot;
    const cues = frame.action.cues.get(field.name);
    const cued = cues?.has(token.stem) === true;
    const weak = PREPOSITIONS.has(token.word);
    if (type === 'text' && (!cued || weak)) continue;
    if (cued) add(field, at + 1, FLOATING.cue);
    else if (weak && type === 'object') add(field, at + 1, FLOATING.preposition);
    if (type === 'schedule') add(field, at, FLOATING.cue);
    else if (type === 'object' || (type === 'number' && cues === undefined)) add(field, at, FLOATING.bare);
  }
  return found;
}

function wordCost(stem: string, token: Token): number {
  if (token.stem === stem) return token.corrected === true ? CORRECTED : 0;
  return areSynonyms(stem, token.stem) ? SYNONYM : Infinity;
}
