import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Pronoun } from './pronoun.ts';
import type { ObjectSlot } from './reference.ts';
import type { World } from './world.ts';

/** The objects that can fill a slot. */
export const candidates = ({ things }: World, { kind, types }: ObjectSlot): Nameable[] =>
  things
    .map(({ object }) => object)
    .filter((object) => object.kind === kind && (types.length === 0 || types.includes(object.type)));

/** What a pronoun stands for, given what was spoken of; undefined if it stands for nothing here. */
export function antecedents(
  pronoun: Pronoun,
  fit: readonly Nameable[],
  focus: readonly Nameable[],
): readonly Nameable[] | undefined {
  const known = new Set(focus.map(({ id }) => id));
  const same = fit.filter(({ id }) => known.has(id));
  switch (pronoun.which) {
    case 'same':
      return same.length > 0 ? same : undefined;
    case 'other': {
      const types = new Set(focus.map(({ type }) => type));
      const others = fit.filter(({ id, type }) => !known.has(id) && (types.size === 0 || types.has(type)));
      return others.length > 0 ? others : undefined;
    }
    case 'last':
      return fit.slice(-1);
    default:
      return fit.slice(pronoun.which - 1, pronoun.which);
  }
}
