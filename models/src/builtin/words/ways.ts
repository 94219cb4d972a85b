import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import type { ActionGrammar } from '../grammar/grammar.ts';
import { included } from '../levels.ts';
import type { Scene } from '../parse/scene.ts';
import { small } from './lists.ts';
import { plainExample } from './talk.ts';

/** What the customer's level lets be done with all of the objects, but for what a field is of that does not take them. */
export const waysWith = (objects: readonly Nameable[], scene: Scene, refused?: Field): string[] =>
  taking(objects, scene)
    .filter(({ fields }) => refused === undefined || ![...fields.values()].includes(refused))
    .map(({ action: { title } }) => small(title));

/**
 * What customers say to have that done: an example of each.
 *
 * @param named what to call the objects in them; otherwise as the examples do.
 */
export const examplesWith = (objects: readonly Nameable[], scene: Scene, named?: string): string[] =>
  taking(objects, scene).flatMap(({ action, fields }) => {
    const names = [...fields.values()]
      .filter((field) => takes(field, objects))
      .map(({ name }) => `{${name}:`);
    const example = action.examples.find(({ say }) => names.some((name) => say.includes(name)))?.say;
    if (example === undefined) return [];
    const name = names.find((each) => example.includes(each)) ?? '';
    const from = example.indexOf(name);
    const own = example.slice(from, example.indexOf('}', from) + 1);
    return [plainExample(named === undefined ? example : example.replace(own, () => named))];
  });

const taking = (objects: readonly Nameable[], { grammar, context }: Scene): ActionGrammar[] =>
  included(grammar.service, context.customer.level).flatMap(({ name }) => {
    const action = grammar.actions.get(name);
    const fits = action !== undefined && [...action.fields.values()].some((field) => takes(field, objects));
    return fits ? [action] : [];
  });

const takes = ({ slot }: Field, objects: readonly Nameable[]): boolean =>
  slot.type === 'object' &&
  objects.every(
    ({ kind, type }) => kind === slot.kind && (slot.types.length === 0 || slot.types.includes(type)),
  );
