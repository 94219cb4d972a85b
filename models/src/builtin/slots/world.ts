import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Grammar } from '../grammar/grammar.ts';
import { stem } from '../language/stem.ts';
import { tokenize, type Token } from '../language/token.ts';

/** An object of the customer with the words that may stand for it, as stems. */
export interface Thing {
  readonly object: Nameable;
  readonly name: ReadonlySet<string>;
  /** The words of its name as they are. */
  readonly spelled: ReadonlySet<string>;
  readonly group: ReadonlySet<string>;
  /** Each a way to call its type; the first is the type's own name. */
  readonly types: readonly (readonly string[])[];
}

/** The customer's objects, ready to be found by words. */
export interface World {
  readonly things: readonly Thing[];
  /** All words that name them, and those words' stems, with those of their types. */
  readonly words: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  /** The kinds of objects that there are, or could be, as stems. */
  readonly kinds: ReadonlySet<string>;
  /** For each word that alone says of which type an object is, or would be: that type. */
  readonly typeWords: ReadonlyMap<string, string>;
  /** What places are called, whichever they are: the last words of groups of several. */
  readonly rooms: ReadonlySet<string>;
  /** What the objects belong to, by its stems. */
  readonly groups: ReadonlyMap<string, string>;
  /** Stems of the service's own sentences. */
  readonly spoken: { readonly has: (stem: string) => boolean };
}

const stemsOf = (text: string): string[] => tokenize(text).map((token) => token.stem);

export function worldOf(
  objects: readonly Nameable[],
  { typePhrases, stems: spoken, kinds, typeWords }: Grammar,
): World {
  const things = objects.map((object): Thing => ({
    object,
    name: new Set(stemsOf(object.name)),
    spelled: new Set(tokenize(object.name).map(({ word }) => word)),
    group: new Set(stemsOf(object.group ?? '')),
    types: [stemsOf(object.type), ...(typePhrases.get(object.type) ?? [])],
  }));
  const texts = objects.flatMap(({ name, type, group, kind }) => [name, type, group ?? '', kind]);
  const words = new Set(texts.flatMap((text) => tokenize(text).map(({ word }) => word)));
  const stems = new Set([...words].map(stem));
  for (const { types } of things) for (const phrase of types) for (const each of phrase) stems.add(each);
  const rooms = new Set([
    'room',
    ...things.flatMap(({ group }) => (group.size > 1 ? [...group].slice(-1) : [])),
  ]);
  const groups = new Map(
    objects.flatMap(({ group }) => (group === undefined ? [] : [[stemsOf(group).join(' '), group] as const])),
  );
  return {
    things,
    words,
    stems,
    kinds: new Set([...kinds, ...objects.map(({ kind }) => stem(kind))]),
    typeWords,
    rooms,
    groups,
    spoken,
  };
}

/** Whether each word is in the thing's name, type or group. A group counts as a whole, or by its first word. */
export function explains({ name, group, types }: Thing, words: readonly Token[]): boolean {
  const stems = new Set(words.map((word) => word.stem));
  const asType = new Set(types.filter((type) => type.every((each) => stems.has(each))).flat());
  const [first = ''] = group;
  const inGroup = stems.has(first);
  return words.every(
    (word) => asType.has(word.stem) || (group.has(word.stem) ? inGroup : name.has(word.stem)),
  );
}

/** Whether the words are the thing's whole name, or its name and group. */
export const isNamed = ({ name, group }: Thing, words: readonly Token[]): boolean =>
  [...name].every((each) => words.some((word) => word.stem === each)) &&
  words.every((word) => name.has(word.stem) || group.has(word.stem));

/** Of the things, those that have the most of the words as their own, in their name or as their very type. */
export function likeliest(things: readonly Thing[], words: readonly Token[]): readonly Thing[] {
  const owned = things.map(
    ({ name, types }) =>
      words.filter((word) => name.has(word.stem) || types[0]?.includes(word.stem) === true).length,
  );
  const most = Math.max(...owned);
  return things.filter((_, index) => owned[index] === most);
}

/** What tells an object from the others: its name, with its group where another has that name. */
export function labelOf(object: Nameable, objects: readonly Nameable[]): string {
  const twin = objects.some(
    ({ id, kind, name }) =>
      id !== object.id && kind === object.kind && name.toLowerCase() === object.name.toLowerCase(),
  );
  return twin && object.group !== undefined ? `${object.name} (${object.group})` : object.name;
}
