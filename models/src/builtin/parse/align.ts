import type { Field } from '../grammar/field.ts';
import type { Frame, WeighedPattern } from '../grammar/grammar.ts';
import type { Element } from '../grammar/pattern.ts';
import { PREPOSITIONS } from '../language/function-words.ts';
import { synonymsOf } from '../language/synonyms.ts';
import type { Token } from '../language/token.ts';
import type { Filled, Filler } from '../slots/fill.ts';

/** A field as a run of tokens filled it. */
export interface Binding extends Filled {
  readonly field: Field;
  /** These objects are left out: `… except the hall light`. */
  readonly except?: true;
}

/** How a sentence and a pattern fit together. */
export interface Alignment {
  /** 0 if they are the same; else the weight of all that does not fit. */
  readonly cost: number;
  readonly bindings: readonly Binding[];
  /** The weight of the weightiest word of the pattern that the sentence has, and of the weightiest it has itself. */
  readonly anchor: number;
  readonly exact: number;
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
/** A word that belongs to what is asked for is worth less where it is one too many: `turn down the volume`. */
const TOPICAL = 0.4;
/** What a field costs that is left out: one that can be asked for, one that need not be there. */
const OPEN = { required: 0.35, optional: 0.12 };
/** What it costs to fill a field from elsewhere in the message: led to by its own word, by any, by none. */
const FLOATING = { cue: 0.1, preposition: 0.12, bare: 0.3, except: 0.05 };
/** Free words that should follow a word like `to`, and do not. */
const UNLED = 0.4;
const EXCEPTING = new Set(['except', 'besides', 'excluding', 'without', 'but']);

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
        const before = column > 0 ? filler.tokens[start + column - 1] : undefined;
        if (leadsElsewhere(before, element.field, pattern)) continue;
        for (const filled of filler.from(element.field, start + column)) {
          if (filled.end > stop) break;
          const unled = isUnled(filled, before, pattern.elements[row - 1]) ? UNLED : 0;
          const target = here + columns + filled.end - filled.start;
          if (reach(here, target, cost + filled.cost + unled))
            bindings[target] = { ...filled, field: element.field };
        }
      } else if (element !== undefined) {
        const weight = pattern.weights[row] ?? 0;
        reach(here, here + columns, cost + (carried.has(element.stem) ? Math.min(weight, CARRIED) : weight));
        if (token !== undefined) reach(here, here + columns + 1, cost + wordCost(element.stem, token));
      }
      if (token === undefined) continue;
      const weight = weights[start + column] ?? 1;
      reach(here, here + 1, cost + (isTopical(token.stem, pattern.frame) ? weight * TOPICAL : weight));
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
  let exact = 0;
  for (let at = end; at > 0; at = origins[at] ?? 0) {
    const binding = bindings[at];
    const origin = origins[at] ?? 0;
    if (binding !== undefined) path.unshift(binding);
    else if (at - origin === 1) unexplained.unshift(start + (origin % columns));
    else if (at - origin === columns + 1) {
      const row = Math.floor(origin / columns);
      const element = pattern.elements[row];
      const weight = pattern.weights[row] ?? 0;
      anchor = Math.max(anchor, weight);
      const same =
        element !== undefined &&
        'stem' in element &&
        element.stem === filler.tokens[start + (origin % columns)]?.stem;
      if (same) exact = Math.max(exact, weight);
    }
  }
  return { cost, bindings: path, anchor, exact, unexplained };

  function reach(origin: number, target: number, total: number): boolean {
    if (total > most || total >= (costs[target] ?? Infinity)) return false;
    costs[target] = total;
    origins[target] = origin;
    bindings[target] = undefined;
    return true;
  }
}

/** What the tokens from a place on can fill of the fields that the pattern leaves open, or narrow of those it fills. */
function floatsAt(
  { floating, narrowing, frame }: WeighedPattern,
  { filler, end }: Sentence,
  at: number,
  token: Token,
): { binding: Binding; extra: number }[] {
  const found: { binding: Binding; extra: number }[] = [];
  const add = (field: Field, from: number, extra: number, more: Pick<Binding, 'except'> = {}) => {
    for (const filled of filler.from(field, from))
      if (filled.end <= end) found.push({ binding: { ...filled, ...more, field }, extra });
  };
  const weak = PREPOSITIONS.has(token.word);
  for (const field of floating) {
    const { type } = field.slot;
    const cues = frame.action.cues.get(field.name);
    const cued = cues?.has(token.stem) === true;
    if (type === 'text' && (!cued || weak)) continue;
    if (cued) add(field, at + 1, FLOATING.cue);
    else if (weak && type === 'object') add(field, at + 1, FLOATING.preposition);
    if (type === 'schedule') add(field, at, FLOATING.cue);
    else if (type === 'object' || (type === 'number' && cues === undefined)) add(field, at, FLOATING.bare);
  }
  for (const field of narrowing) {
    if (EXCEPTING.has(token.word)) add(field, at + 1, FLOATING.except, { except: true });
    else if (weak) add(field, at + 1, FLOATING.preposition);
  }
  return found;
}

/** Whether free words stand without the preposition that leads to them in the pattern. */
const isUnled = ({ filling }: Filled, before: Token | undefined, led: Element | undefined): boolean =>
  filling.type === 'value' &&
  !filling.known &&
  led !== undefined &&
  'word' in led &&
  PREPOSITIONS.has(led.word) &&
  !PREPOSITIONS.has(before?.word ?? '');

/** Whether a number is led to by the word of another of the action's numbers: `up to 50` is no step. */
function leadsElsewhere(before: Token | undefined, field: Field, { frame }: WeighedPattern): boolean {
  if (field.slot.type !== 'number' || before === undefined || !PREPOSITIONS.has(before.word)) return false;
  const { cues, fields } = frame.action;
  if (cues.get(field.name)?.has(before.stem) === true) return false;
  return [...fields.values()].some(
    ({ name, slot }) => slot.type === 'number' && cues.get(name)?.has(before.stem) === true,
  );
}

/** Whether a word, or one that means the same, is in the sentences of a frame. */
const isTopical = (stem: string, { stems }: Frame): boolean =>
  stems.has(stem) || [...synonymsOf(stem)].some((other) => stems.has(other));

function wordCost(stem: string, token: Token): number {
  if (token.stem === stem) return token.corrected === true ? CORRECTED : 0;
  return synonymsOf(stem).has(token.stem) ? SYNONYM : Infinity;
}
