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
  const types = new Set(focus.map(({ type }) => type));
  const peers = fit.filter(({ type }) => types.size === 0 || types.has(type));
  switch (pronoun.which) {
    case 'same': {
      // `it` of which there is one only needs no telling.
      const meant = same.length === 0 && fit.length === 1 ? fit : same;
      return meant.length > 0 ? meant : undefined;
    }
    case 'other': {
      const others = peers.filter(({ id }) => !known.has(id));
      return others.length > 0 ? others : undefined;
    }
    case 'both':
      return [same, peers, fit].find(({ length }) => length === 2) ?? [];
    case 'all':
      // After one lamp was spoken of it is all lamps; after nothing it is asked which.
      return same.length > 1 ? same : focus.length > 0 ? peers : [];
    case 'last':
      return fit.slice(-1);
    default:
      return fit.slice(pronoun.which - 1, pronoun.which);
  }
}

/** `the other lamp` is not the one that was spoken of. */
export function othersThan(
  focus: readonly Nameable[],
  objects: readonly Nameable[],
  said: string,
): readonly Nameable[] {
  const spoken = new Set(focus.map(({ id }) => id));
  const others = objects.filter(({ id }) => !spoken.has(id));
  return /\bothers?\b/iu.test(said) && others.length > 0 ? others : objects;
}
