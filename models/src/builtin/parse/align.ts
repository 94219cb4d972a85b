import type { Field } from '../grammar/field.ts';
import type { WeighedPattern } from '../grammar/grammar.ts';
import { synonymsOf } from '../language/synonyms.ts';
import type { Filled, Filler } from '../slots/fill.ts';
import { fillCost, leadsElsewhere, missingCost, openCost, unexplainedCost, wordCost } from './costs.ts';
import { floatsAt, type Float } from './floating.ts';
import { Lattice } from './lattice.ts';

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
  /** Places in the pattern of the words that the sentence has, and of those that it has by a synonym. */
  readonly same: ReadonlySet<number>;
  readonly alike: ReadonlySet<number>;
  /** Places in the message of the tokens that nothing in the pattern explains. */
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
  /** It begins with a word that neither the service nor its objects have. */
  readonly strange: boolean;
}

/**
 * The cheapest way to lay a sentence along a pattern: words meet words, runs of words fill fields, and what is missing
 * on either side is paid for by its weight. A place in the lattice is so far in the pattern, and so far in the sentence.
 *
 * @returns undefined if that costs more than `most`.
 */
export function align(pattern: WeighedPattern, sentence: Sentence, most: number): Alignment | undefined {
  const { filler, start, end: stop, weights, carried, strange } = sentence;
  const columns = stop - start + 1;
  const rows = pattern.elements.length + 1;
  const lattice = new Lattice(rows * columns, most);
  /** How the cheapest way comes to a place, where it is by filling a field. */
  const bindings: (Binding | undefined)[] = [];
  const floats: Float[][] = [];
  const go = (from: number, to: number, cost: number, binding?: Binding) => {
    if (lattice.reach(from, to, cost)) bindings[to] = binding;
  };

  for (let row = 0; row < rows; row += 1) {
    const element = pattern.elements[row];
    for (let column = 0; column < columns; column += 1) {
      const here = row * columns + column;
      if (lattice.cost(here) === Infinity) continue;
      const at = start + column;
      const token = at < stop ? filler.tokens[at] : undefined;
      if (element !== undefined && 'field' in element) {
        const { field } = element;
        go(here, here + columns, openCost(field));
        const before = column > 0 ? filler.tokens[at - 1] : undefined;
        if (!leadsElsewhere(before, field, pattern)) {
          for (const filled of filler.from(field, at)) {
            if (filled.end > stop) break;
            const cost = fillCost(filled, before, pattern.elements[row - 1]);
            go(here, here + columns + filled.end - at, cost, { ...filled, field });
          }
        }
      } else if (element !== undefined) {
        go(here, here + columns, missingCost(element.stem, pattern.weights[row] ?? 0, carried));
        if (token !== undefined)
          go(here, here + columns + 1, wordCost(pattern, row, element.stem, token, strange && at === start));
      }
      if (token === undefined) continue;
      go(here, here + 1, unexplainedCost(token, weights[at] ?? 1, pattern.frame));
      for (const { binding, extra } of (floats[column] ??= floatsAt(pattern, sentence, at, token)))
        go(here, here + binding.end - at, binding.cost + extra, binding);
    }
  }

  const end = rows * columns - 1;
  if (lattice.cost(end) === Infinity) return undefined;
  const path = lattice.path(end);
  const met = path.filter(({ from, to }) => bindings[to] === undefined && to - from === columns + 1);
  const rowsWhere = (fits: (stem: string, said: string) => boolean) =>
    new Set(
      met.flatMap(({ from }) => {
        const row = Math.floor(from / columns);
        const element = pattern.elements[row];
        const said = filler.tokens[start + (from % columns)]?.stem ?? '';
        return element !== undefined && 'stem' in element && fits(element.stem, said) ? [row] : [];
      }),
    );
  return {
    cost: lattice.cost(end),
    bindings: path.map(({ to }) => bindings[to]).filter((binding) => binding !== undefined),
    same: rowsWhere((stem, said) => stem === said),
    alike: rowsWhere((stem, said) => synonymsOf(stem).has(said)),
    unexplained: path
      .filter(({ from, to }) => bindings[to] === undefined && to - from === 1)
      .map(({ from }) => start + (from % columns)),
  };
}
