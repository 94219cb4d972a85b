import type { Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';

/** Asks whether the customer would like the change of level that a draft makes. */
export function offerWords({ input }: Draft, { grammar: { upgrade, service } }: Scene): string {
  const level = service.levels.find(({ name }) => upgrade !== undefined && input[upgrade.field] === name);
  return level === undefined ? '' : `Would you like to change to ${level.title} for ${level.price}?`;
}
