import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import { included } from '../levels.ts';
import type { Scene } from '../parse/scene.ts';
import { small } from './lists.ts';

/** What the customer's level lets be done with all of the objects, but for what a field is of that does not take them. */
export function waysWith(
  objects: readonly Nameable[],
  { grammar, context }: Scene,
  refused?: Field,
): string[] {
  const takes = ({ slot }: Field) =>
    slot.type === 'object' &&
    objects.every(
      ({ kind, type }) => kind === slot.kind && (slot.types.length === 0 || slot.types.includes(type)),
    );
  return included(grammar.service, context.customer.level)
    .filter(({ name }) => {
      const fields = [...(grammar.actions.get(name)?.fields.values() ?? [])];
      return (refused === undefined || !fields.includes(refused)) && fields.some(takes);
    })
    .map(({ title }) => small(title));
}
