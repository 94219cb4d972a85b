import type { ActionGrammar, Grammar } from '../grammar/grammar.ts';
import { functionWords } from '../language/function-words.ts';
import { synonymsOf } from '../language/synonyms.ts';
import type { Token } from '../language/token.ts';
import { isComplete } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { bareDraft } from './memory.ts';
import { ready, type Plan } from './plan.ts';

/** This share of the telling words must be the action's. */
const MOST = 0.6;

/** `human!`, `status`: telling words that only one action knows, where that needs to know no more. */
export function keyword(tokens: readonly Token[], scene: Scene): Plan | undefined {
  const telling = tokens.filter(({ word }) => !functionWords.has(word));
  const owned = telling.map(({ stem }) => ownersOf(stem, scene.grammar)).filter((owners) => owners.size > 0);
  if (owned.length === 0 || owned.length < telling.length * MOST) return undefined;
  const [first = new Set(), ...others] = owned;
  const [only, ...more] = [...first].filter((action) => others.every((owners) => owners.has(action)));
  if (only === undefined || more.length > 0) return undefined;
  const draft = bareDraft(scene.grammar, only.action.name, {}, scene);
  return draft !== undefined && isComplete(draft) ? ready([draft]) : undefined;
}

function ownersOf(stem: string, { owners }: Grammar): ReadonlySet<ActionGrammar> {
  return (
    owners.get(stem) ?? new Set([...synonymsOf(stem)].flatMap((other) => [...(owners.get(other) ?? [])]))
  );
}
