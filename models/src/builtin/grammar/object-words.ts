import type { Slot } from '@agentic-service-bot/bot/definition';
import { stem } from '../language/stem.ts';
import { phrasesOf } from './choice-words.ts';
import type { Field } from './field.ts';

type Actions = ReadonlyMap<string, { readonly fields: ReadonlyMap<string, Field> }>;

/** For each value of a choice the phrases that mean it. */
export function typePhrasesOf(actions: Actions): Map<string, (readonly string[])[]> {
  const phrases = new Map<string, (readonly string[])[]>();
  for (const { fields } of actions.values()) {
    for (const { slot } of fields.values()) {
      if (slot.type !== 'choice') continue;
      for (const { value, stems } of phrasesOf(slot))
        phrases.set(value, [...(phrases.get(value) ?? []), stems]);
    }
  }
  return phrases;
}

/** The kinds of objects that slots are for, as stems. */
export const kindsOf = (slots: readonly Slot[]): Set<string> =>
  new Set(slots.flatMap((slot) => (slot.type === 'object' ? [stem(slot.kind)] : [])));

/** The slots of all fields of actions. */
export const slotsOf = (actions: Actions): Slot[] =>
  [...actions.values()].flatMap(({ fields }) => [...fields.values()].map(({ slot }) => slot));

/** The words that alone name a value of a choice that has a type of objects among its values: those are types, too. */
export function typeWordsOf(actions: Actions): Map<string, string> {
  const slots = slotsOf(actions);
  const types = new Set(slots.flatMap((slot) => (slot.type === 'object' ? slot.types : [])));
  const phrases = slots.flatMap((slot) =>
    slot.type === 'choice' && [...slot.words.keys()].some((value) => types.has(value)) ? phrasesOf(slot) : [],
  );
  return new Map(
    phrases.flatMap(({ value, stems: [first = '', ...more] }) => (more.length === 0 ? [[first, value]] : [])),
  );
}
