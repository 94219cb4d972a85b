import { moodOf } from '../language/mood.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import type { Token } from '../language/token.ts';
import type { Draft } from '../parse/draft.ts';
import { isPlace } from '../parse/place.ts';
import type { Scene } from '../parse/scene.ts';
import type { Item } from '../parse/understand.ts';
import { plan, type Plan } from './plan.ts';

/** `set it to 20 or 30`, `between 20 and 30`: leaves open which, so that neither is done. */
export function alternatives(
  tokens: readonly Token[],
  items: readonly Item[],
  scene: Scene,
): Plan | undefined {
  const drafts = items.flatMap((item) => (item.kind === 'request' ? [item.draft] : []));
  if (!drafts.some(({ action }) => action.action.effect !== 'read')) return undefined;
  const open = tokens.some(
    ({ word }, at) =>
      (word === 'between' || word === 'or') &&
      tokens[at + 1] !== undefined &&
      !drafts.some((draft) => isNamed(draft, word)) &&
      (word === 'between' ? isRange(tokens, at) : at > 0 && isChoice(tokens, at, scene)),
  );
  if (!open) return undefined;
  return plan({ words: ['That leaves open which of them you want.', 'Which one is it to be?'] });
}

/** `play Live or Die`: the word is of a name. */
const isNamed = ({ input, nested }: Draft, word: string): boolean =>
  Object.values(input).some(
    (value) => typeof value === 'string' && value.toLowerCase().split(/\s+/u).includes(word),
  ) || nested.some((inner) => isNamed(inner, word));

const isRange = (tokens: readonly Token[], at: number): boolean =>
  tokens.slice(at + 2).some(({ word }) => word === 'and');

const isChoice = (tokens: readonly Token[], at: number, scene: Scene): boolean =>
  !isReason(clauseFrom(tokens, at + 1), scene) &&
  !isUnion(tokens, at, scene) &&
  !tokens.slice(0, at).some(({ word }) => word === 'whether');

const clauseFrom = (tokens: readonly Token[], start: number): readonly Token[] => {
  const end = tokens.findIndex(({ mark }, index) => index >= start && mark !== '');
  return tokens.slice(start, end < 0 ? undefined : end + 1);
};

/** `… or I can't sleep` says why. */
const isReason = (after: readonly Token[], { grammar }: Scene): boolean =>
  TELLERS.has(after[0]?.word ?? '') &&
  moodOf(after, false) === 'request' &&
  !after.some(({ stem }) => grammar.commands.has(stem));
const TELLERS = new Set(['i', 'we', 'he', 'she', 'they', 'nobody', 'else']);

/** `everything in the kitchen or the bedroom` is what is in both. */
function isUnion(tokens: readonly Token[], at: number, { world }: Scene): boolean {
  const all = tokens.slice(0, at).findLastIndex(({ word }) => ALL.has(word));
  const place = tokens.slice(0, at).findLastIndex(({ word }) => word === 'in' || word === 'from');
  const { tokens: right } = withoutCourtesies(clauseFrom(tokens, at + 1));
  return all >= 0 && place > all && isPlace(tokens.slice(place + 1, at), world) && isPlace(right, world);
}
const ALL = new Set(['everything', 'all', 'every', 'each', 'both']);
