import type { Element } from '../grammar/pattern.ts';
import { TELLING, type Frame, type WeighedPattern } from '../grammar/grammar.ts';
import { PREPOSITIONS } from '../language/function-words.ts';
import { synonymsOf } from '../language/synonyms.ts';
import type { Token } from '../language/token.ts';
import type { Field } from '../grammar/field.ts';
import type { Filled } from '../slots/fill.ts';

/** A word that stands where the pattern has another of the same matter: `find a book` for `find a novel`. */
export const STANDING_IN = 0.55;

const SYNONYM = 0.15;
const CORRECTED = 0.1;
const CARRIED = 0.08;
/** A word that belongs to what is asked for is worth less where it is one too many: `turn down the volume`. */
const TOPICAL = 0.4;
/** What a field costs that is left out: one that can be asked for, one that need not be there. */
const OPEN = { required: 0.35, optional: 0.12, words: 0.2 };
/** Free words that should follow a word like `to`, and do not. */
const UNLED = 0.4;
const VAGUE = new Set(['anything', 'something', 'everything', 'stuff', 'thing', 'things']);

/**
 * What it costs that a word of the sentence stands where the pattern has one.
 *
 * @param strange the sentence begins with a word that nobody knows: a verb, where its particle tells (`crank up …`).
 */
export function wordCost(
  { frame, weights, decisive, negations }: WeighedPattern,
  row: number,
  stem: string,
  token: Token,
  strange: boolean,
): number {
  if (token.quoted === true) return Infinity;
  if (token.stem === stem) return token.corrected === true ? CORRECTED : 0;
  if (synonymsOf(stem).has(token.stem)) return SYNONYM;
  const weight = weights[row] ?? 0;
  const verb = strange && row === 0 && decisive.includes(true);
  // `delete my account` speaks of no device.
  if (frame.kinds.has(stem)) return Infinity;
  // `I don't have it any more` is not `do not switch anything`.
  const vague = negations === 0 && VAGUE.has(token.word);
  const related = verb || vague || frame.stems.has(token.stem);
  return weight >= TELLING && decisive[row] !== true && related ? weight * STANDING_IN : Infinity;
}

/** What it costs that the sentence has not a word of the pattern. */
export const missingCost = (stem: string, weight: number, carried: ReadonlySet<string>): number =>
  carried.has(stem) ? Math.min(weight, CARRIED) : weight;

/** What it costs that the sentence has a word that the pattern has not. */
export const unexplainedCost = (token: Token, weight: number, { stems }: Frame): number =>
  stems.has(token.stem) || [...synonymsOf(token.stem)].some((other) => stems.has(other))
    ? weight * TOPICAL
    : weight;

export const openCost = ({ required, slot }: Field): number =>
  required ? OPEN.required : slot.type === 'text' ? OPEN.words : OPEN.optional;

/**
 * What it costs to fill a field of the pattern so.
 *
 * @param before the token before it.
 * @param led what the pattern has before it.
 */
export function fillCost(
  { cost, filling }: Filled,
  before: Token | undefined,
  led: Element | undefined,
): number {
  const unled =
    filling.type === 'value' &&
    !filling.known &&
    led !== undefined &&
    'word' in led &&
    PREPOSITIONS.has(led.word) &&
    !PREPOSITIONS.has(before?.word ?? '');
  return unled ? cost + UNLED : cost;
}

/** Whether a number is led to by the word of another of the action's numbers: `up to 50` is no step. */
export function leadsElsewhere(before: Token | undefined, field: Field, { frame }: WeighedPattern): boolean {
  if (field.slot.type !== 'number' || before === undefined || !PREPOSITIONS.has(before.word)) return false;
  const { cues, fields } = frame.action;
  if (cues.get(field.name)?.has(before.stem) === true) return false;
  return [...fields.values()].some(
    ({ name, slot }) => slot.type === 'number' && cues.get(name)?.has(before.stem) === true,
  );
}
