import { written, type Token } from '../language/token.ts';
import type { Scene } from '../parse/scene.ts';
import { understand } from '../parse/understand.ts';
import { keyword } from './keyword.ts';
import { ready, type Plan } from './plan.ts';
import { bareDraft, HUMAN } from './requests.ts';

/** What follows is why somebody wants a person: any words at all. */
const WHY = new Set(['about', 'because', 'regarding', 'concerning']);

/** `I want to talk to a person about my bill`: whoever says so need not name a matter that the service knows. */
export function personAbout(text: string, tokens: readonly Token[], scene: Scene): Plan | undefined {
  const start = tokens.findIndex(({ word }) => WHY.has(word));
  if (start < 1 || !asksForPerson(text, tokens.slice(0, start), scene)) return undefined;
  const draft = bareDraft(HUMAN, { reason: written(text, tokens.slice(start)) }, scene);
  return draft && ready([draft]);
}

function asksForPerson(text: string, tokens: readonly Token[], scene: Scene): boolean {
  const [item, ...others] = understand(text, tokens, scene);
  if (others.length > 0) return false;
  const drafts = item?.kind === 'request' ? [item.draft] : (keyword(text, tokens, scene)?.ready ?? []);
  return item?.kind !== 'negated' && drafts.some(({ action: { action } }) => action.name === HUMAN);
}
