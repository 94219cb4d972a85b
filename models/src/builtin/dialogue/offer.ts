import { includes, levelNamed } from '../levels.ts';
import { isComplete, type Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { bareDraft } from './requests.ts';
import type { PastCall } from './transcript.ts';

/** What a `yes` would make happen, and the words that ask for it. */
export interface Offer {
  readonly draft: Draft;
  readonly words: string;
}

/**
 * What to offer after calls: the level that would allow what was refused, or, once the customer is on it, what was
 * refused before.
 */
export function offerAfter(
  calls: readonly PastCall[],
  refused: Draft | undefined,
  scene: Scene,
): Offer | undefined {
  const { upgrade, service } = scene.grammar;
  const moved = calls.find(
    ({ action, outcome }) => action === upgrade?.action.action.name && outcome?.status === 'done',
  );
  const level = upgrade === undefined ? undefined : moved?.input[upgrade.field];
  if (refused !== undefined && typeof level === 'string' && includes(service, level, refused.action.action))
    return {
      draft: refused,
      words: `Shall I do now what you asked for before (${refused.action.action.title})?`,
    };
  for (const { outcome } of calls) {
    const offer = outcome?.status === 'denied' ? upgradeTo(outcome.requiredLevel, scene) : undefined;
    if (offer !== undefined) return offer;
  }
  return undefined;
}

/** The offer to change to a level, where the customer may do so by an action. */
export function upgradeTo(name: string | undefined, scene: Scene): Offer | undefined {
  const { upgrade, service } = scene.grammar;
  const level = levelNamed(service, name);
  if (upgrade === undefined || level === undefined) return undefined;
  const { action } = upgrade.action;
  const draft = bareDraft(action.name, { [upgrade.field]: level.name }, scene);
  if (draft === undefined || !isComplete(draft) || !includes(service, scene.context.customer.level, action))
    return undefined;
  return { draft, words: `Would you like to change to ${level.title} for ${level.price}?` };
}
