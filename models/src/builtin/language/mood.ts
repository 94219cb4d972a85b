import { NEGATIONS } from './function-words.ts';
import type { Token } from './token.ts';

/** What a sentence is for: to know something, perhaps to know something, or to have something done. */
export type Mood = 'question' | 'perhaps' | 'request';

/** Words that questions begin with. */
export const ASKING: ReadonlySet<string> = new Set(
  'is are was were am do does did has have had what which who whom whose when where why how can could should would will may might shall'.split(
    ' ',
  ),
);

export function moodOf(tokens: readonly Token[], request: boolean): Mood {
  const first = tokens[0]?.word ?? '';
  if (ASKING.has(first) && !(first === 'do' && !DOES.has(tokens[1]?.word ?? '')) && !isWish(tokens, request))
    return 'question';
  return tokens.at(-1)?.mark === '?' && !request ? 'perhaps' : 'request';
}

/** After `do` they make it a question; `do cancel it` and `do not` are none. */
const DOES = new Set(
  'i you we they he she it the my our your these those all any some both people'.split(' '),
);

/** `have the lights on`: begins like a question, and is none. */
const isWish = (tokens: readonly Token[], request: boolean): boolean =>
  tokens[0]?.word === 'have' && (request || !/^(?:i|you|we|they|it|the)$/u.test(tokens[1]?.word ?? ''));

/** `stop turning off my lights`: asks that something be not done. */
export const isStopping = (tokens: readonly { readonly word: string }[]): boolean =>
  /^(?:stop|quit)$/u.test(tokens[0]?.word ?? '') && /...ing$/u.test(tokens[1]?.word ?? '');

/** `what is not included?` */
export const asksWhat = ([first]: readonly { readonly word: string }[]): boolean =>
  /^(?:what|which|who|where|when|how)$/u.test(first?.word ?? '');

/** `it doesn't turn on`, `the lamp won't go off`: tells what fails, and wishes nothing to be left. */
export const tellsOfFailure = (tokens: readonly { readonly word: string }[]): boolean =>
  tokens.some(
    ({ word }, index) =>
      FAILING.has(word) &&
      tokens[index + 1]?.word === 'not' &&
      index > 0 &&
      !/^(?:you|and|but|please)$/u.test(tokens[index - 1]?.word ?? ''),
  );
const FAILING = new Set(['does', 'did', 'will', 'can', 'could', 'would']);

export const negations = (tokens: readonly { readonly word: string }[]): number =>
  tokens.filter(({ word }) => NEGATIONS.has(word)).length;
