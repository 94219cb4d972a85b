import { withoutCourtesies } from '../language/politeness.ts';
import { written, type Token } from '../language/token.ts';
import { isComplete } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { understand, type Item } from '../parse/understand.ts';
import { plan, type Plan } from './plan.ts';

const CONDITIONS = new Set(['if', 'unless', 'until', 'when', 'whenever', 'once']);
/** `once more` is no condition. */
const isOnceMore = ([once, more]: readonly Token[]): boolean =>
  once?.word === 'once' && /^(?:more|again)$/u.test(more?.word ?? '');
/** `when will it run?` waits for nothing. */
const asksWhen = ([first, next]: readonly Token[]): boolean =>
  first?.word === 'when' && /^(?:will|does|do|did|is|are|was|were|should|can|would)$/u.test(next?.word ?? '');
/** A request this sure is one. */
const SURE = 0.75;

/** `turn on the light if it is dark`: nothing here waits for that, so it is said, and offered to be done now. */
export function conditional(
  text: string,
  said: readonly Token[],
  items: readonly Item[],
  scene: Scene,
): Plan | undefined {
  const { tokens } = withoutCourtesies(said);
  const at = tokens.findIndex(({ word }, index) => CONDITIONS.has(word) && !isOnceMore(tokens.slice(index)));
  if (at < 0 || (at > 0 && items.some(({ kind }) => kind === 'request'))) return undefined;
  const { commands } = scene.grammar;
  const from = at > 0 ? 0 : tokens.findIndex(({ stem }, index) => index > 1 && commands.has(stem));
  if (from < 0) return undefined;
  const [condition, request] =
    at > 0 ? [tokens.slice(at), tokens.slice(0, at)] : [tokens.slice(0, from), tokens.slice(from)];
  if (condition.length < 2 || asksWhen(condition)) return undefined;
  const [first, ...more] = understand(text, request, scene);
  if (first?.kind !== 'request' || more.length > 0 || first.confidence < SURE) return undefined;
  if (first.draft.action.action.effect === 'read' || !isComplete(first.draft)) return undefined;
  const plans = [...scene.grammar.actions.values()].some(({ fields }) =>
    [...fields.values()].some(({ slot }) => slot.type === 'calls'),
  );
  const or = plans ? ', or at a time that you name' : '';
  return plan({
    words: [`I can’t wait for “${written(text, condition)}”: I can only do it now${or}.`],
    offer: { draft: first.draft, words: 'Shall I do it now?' },
  });
}
