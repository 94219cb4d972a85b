import type { Json, Nameable } from '@agentic-service-bot/bot/definition';
import type { ActionGrammar, Frame } from '../grammar/grammar.ts';
import { draftOf } from '../parse/complete.ts';
import { idsIn, type Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import type { World } from '../slots/world.ts';

/** The action of any service by which a person takes over. */
export const HUMAN = 'request_human';

/** A frame of an action that no example has: exactly this input. */
export const bareFrame = (action: ActionGrammar, input: Readonly<Record<string, Json>>): Frame => ({
  action,
  input,
  some: new Set(),
  every: new Set(),
  stems: new Set(),
  namesSomething: false,
  kinds: new Set(),
  reports: false,
});

/** A request of an action with exactly this input; undefined if the service has no such action. */
export function bareDraft(
  name: string,
  input: Readonly<Record<string, Json>>,
  scene: Scene,
): Draft | undefined {
  const action = scene.grammar.actions.get(name);
  return action && draftOf(bareFrame(action, input), [], [], scene);
}

/** The request without the objects that are to stay as they are: `turn everything off, but leave the heating on`. */
export function sparing(draft: Draft, kept: readonly Nameable[]): Draft {
  const ids = new Set(kept.map(({ id }) => id));
  const input = Object.entries(draft.input).map(([name, value]): [string, Json] => {
    if (!Array.isArray(value) || draft.action.fields.get(name)?.slot.type !== 'object') return [name, value];
    const rest = (value as string[]).filter((id) => !ids.has(id));
    return [name, rest.length > 0 ? rest : value];
  });
  return { ...draft, input: Object.fromEntries(input) };
}

/** The objects that requests are about. */
export function objectsOf(drafts: readonly Draft[], { things }: World): Nameable[] {
  const all = drafts.flatMap((draft) => [draft, ...draft.nested]);
  const unfit = all.flatMap(({ gaps }) => gaps.filter(({ why }) => why === 'unfit'));
  const ids = new Set([
    ...all.flatMap(({ action, input }) => idsIn(action.fields, input)),
    ...unfit.flatMap(({ options }) => options.map(({ id }) => id)),
  ]);
  return things.map(({ object }) => object).filter(({ id }) => ids.has(id));
}
