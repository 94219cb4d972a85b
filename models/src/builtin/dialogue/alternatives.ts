import type { Token } from '../language/token.ts';
import type { Draft } from '../parse/draft.ts';
import type { Item } from '../parse/understand.ts';
import { plan, type Plan } from './plan.ts';

/** `set it to 20 or 30`, `between 20 and 30`: leaves open which, so that neither is done. */
export function alternatives(tokens: readonly Token[], items: readonly Item[]): Plan | undefined {
  const at = tokens.findIndex(({ word }, index) => word === 'between' || (word === 'or' && index > 0));
  if (at < 0 || tokens[at + 1] === undefined) return undefined;
  const drafts = items.flatMap((item) => (item.kind === 'request' ? [item.draft] : []));
  const acts = drafts.some(({ action }) => action.action.effect !== 'read');
  if (!acts || drafts.some((draft) => isNamed(draft, tokens[at]?.word ?? ''))) return undefined;
  return plan({ words: ['That leaves open which of them you want.', 'Which one is it to be?'] });
}

/** `play Live or Die`: the word is of a name. */
const isNamed = ({ input, nested }: Draft, word: string): boolean =>
  Object.values(input).some(
    (value) => typeof value === 'string' && value.toLowerCase().includes(` ${word} `),
  ) || nested.some((inner) => isNamed(inner, word));
