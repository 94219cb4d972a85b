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

/** The objects that requests are about. */
export function objectsOf(drafts: readonly Draft[], { things }: World): Nameable[] {
  const ids = new Set(
    drafts
      .flatMap((draft) => [draft, ...draft.nested])
      .flatMap(({ action, input }) => idsIn(action.fields, input)),
  );
  return things.map(({ object }) => object).filter(({ id }) => ids.has(id));
}
