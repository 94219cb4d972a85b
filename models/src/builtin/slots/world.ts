import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Grammar } from '../grammar/grammar.ts';
import { stem } from '../language/stem.ts';
import { tokenize } from '../language/token.ts';

/** An object of the customer with the words that may stand for it. */
export interface Thing {
  readonly object: Nameable;
  readonly name: ReadonlySet<string>;
  readonly group: ReadonlySet<string>;
  /** Each a way to call its type. */
  readonly types: readonly (readonly string[])[];
}

/** The customer's objects, ready to be found by words. */
export interface World {
  readonly things: readonly Thing[];
  /** All words that name them. */
  readonly words: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
}

const stemsOf = (text: string): string[] => tokenize(text).map((token) => token.stem);

export function worldOf(objects: readonly Nameable[], { typePhrases }: Grammar): World {
  const things = objects.map((object): Thing => ({
    object,
    name: new Set(stemsOf(object.name)),
    group: new Set(stemsOf(object.group ?? '')),
    types: [stemsOf(object.type), ...(typePhrases.get(object.type) ?? [])],
  }));
  const texts = objects.flatMap(({ name, type, group, kind }) => [name, type, group ?? '', kind]);
  const words = new Set(texts.flatMap((text) => tokenize(text).map(({ word }) => word)));
  const stems = new Set([...words].map(stem));
  for (const { types } of things) for (const phrase of types) for (const each of phrase) stems.add(each);
  return { things, words, stems };
}

/** What tells an object from the others: its name, with its group where another has that name. */
export function labelOf(object: Nameable, objects: readonly Nameable[]): string {
  const twin = objects.some(
    ({ id, kind, name }) =>
      id !== object.id && kind === object.kind && name.toLowerCase() === object.name.toLowerCase(),
  );
  return twin && object.group !== undefined ? `${object.name} (${object.group})` : object.name;
}
