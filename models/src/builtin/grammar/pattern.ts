import { EXAMPLE_FIELD, type AnyAction, type Example, type Json } from '@agentic-service-bot/bot/definition';
import { moodOf, negations, type Mood } from '../language/mood.ts';
import { plainly } from '../language/phrases.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import { token, tokenize, type Token } from '../language/token.ts';
import type { Field } from './field.ts';

/** A place in a pattern: a word, or a field that words fill. */
export type Element = { readonly word: string; readonly stem: string } | { readonly field: Field };

/** An example sentence as what a message is compared with. */
export interface Pattern {
  readonly elements: readonly Element[];
  /** The fields that the sentence fixes. */
  readonly input: Readonly<Record<string, Json>>;
  readonly mood: Mood;
  readonly negations: number;
  /** What it costs to be led by it: nothing for an example, something for what was derived from one. */
  readonly cost: number;
}

/** Stands for a field while the sentence around it is read; no customer's word is like it. */
const PLACE = '\u0000';

/** Reads an example of an action. A field in it that has no slot is a mistake of the definition. */
export function patternOf(action: AnyAction, fields: ReadonlyMap<string, Field>, example: Example): Pattern {
  const tokens: Token[] = [];
  const named: Field[] = [];
  let at = 0;
  for (const match of example.say.matchAll(EXAMPLE_FIELD)) {
    const [whole, name = ''] = match;
    const field = fields.get(name);
    if (field === undefined)
      throw new Error(
        `Action ${action.name}: the example "${example.say}" fills "${name}", which has no slot.`,
      );
    tokens.push(...tokenize(example.say.slice(at, match.index)));
    tokens.push(token(PLACE, { start: named.length, end: 0, mark: '' }));
    named.push(field);
    at = match.index + whole.length;
  }
  tokens.push(...tokenize(example.say.slice(at)));
  const ends = example.say.trim().endsWith('?') ? '?' : '';
  const bare = withoutCourtesies(plainly(tokens));
  const last = bare.tokens.at(-1);
  const closed =
    last === undefined ? [] : [...bare.tokens.slice(0, -1), { ...last, mark: ends || last.mark }];
  return {
    elements: closed.map(({ word, stem, start }): Element => {
      const field = word === PLACE ? named[start] : undefined;
      return field === undefined ? { word, stem } : { field };
    }),
    input: example.input,
    mood: moodOf(closed, bare.request),
    negations: negations(closed),
    cost: 0,
  };
}

/** The fields that a pattern's words fill. */
export const fieldNames = ({ elements }: Pattern): string[] =>
  elements.flatMap((element) => ('field' in element ? [element.field.name] : []));
