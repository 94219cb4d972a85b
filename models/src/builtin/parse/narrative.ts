import type { WeighedPattern } from '../grammar/grammar.ts';
import type { Element } from '../grammar/pattern.ts';
import type { Mood } from '../language/mood.ts';
import type { Token } from '../language/token.ts';
import type { Alignment, Sentence } from './align.ts';

/** Past forms that no stem gives away. */
const PAST = new Set(['went', 'came', 'was', 'were', 'fell', 'broke', 'woke', 'kept']);
/** After `was` they are polite: `I was wondering if you could …`. */
const POLITE = new Set(['wondering', 'hoping', 'thinking', 'looking']);
/** Before a form in -ed they make it a wish, or a state: `if you turned it off`, `it must be muted`. */
const WISHING = new Set([
  ...['be', 'been', 'being', 'is', 'are', 'get', 'got', 'have', 'has', 'had', 'having'],
  ...[
    'want',
    'wants',
    'wanted',
    'need',
    'needs',
    'needed',
    'like',
    'love',
    'prefer',
    'make',
    'see',
    'keep',
    'leave',
  ],
  ...['if', 'would', 'could', 'should'],
]);
/** Who does something in a story; `I` also wants things. */
const ACTORS = new Set([
  'we',
  'you',
  'they',
  'he',
  'she',
  'it',
  'who',
  'someone',
  'somebody',
  'everyone',
  'everybody',
]);
const PAST_TIMES = new Set(['yesterday', 'ago', 'earlier']);
const SPANS = new Set(['night', 'evening', 'week', 'weekend', 'month', 'year', 'summer', 'winter', 'time']);

/**
 * Whether a sentence tells of something that happened, or happens, where the pattern asks for it: `the music stopped`
 * is no wish to stop it.
 */
export function isTold(
  { elements }: WeighedPattern,
  { unexplained, bindings }: Alignment,
  { filler, start, end, mood }: Sentence & { readonly mood: Mood },
): boolean {
  const tokens = filler.tokens.slice(start, end);
  const left = new Set(unexplained.map((index) => index - start));
  const [first] = elements;
  if (left.has(0) && ACTORS.has(tokens[0]?.word ?? '') && isWord(first, tokens[1])) return true;
  // A name or a title may be a past form; a word, or the value of a choice, is what is to be done.
  const named = bindings.filter(({ field }) => field.slot.type !== 'choice');
  return tokens.some((token, index) => {
    if (left.has(index)) return isPast(tokens, index);
    if (mood === 'question' || !isPastForm(tokens, index)) return false;
    // `I moved the TV` may be an example itself.
    if (elements.some((element) => 'word' in element && element.word === token.word)) return false;
    return !named.some((binding) => binding.start <= index + start && index + start < binding.end);
  });
}

const isWord = (element: Element | undefined, token: Token | undefined): boolean =>
  element !== undefined && 'stem' in element && element.stem === token?.stem;

/** Whether a word that nothing explains puts the sentence into the past. */
function isPast(tokens: readonly Token[], index: number): boolean {
  const [word = '', next = ''] = [tokens[index]?.word, tokens[index + 1]?.word];
  if (PAST_TIMES.has(word) || (word === 'last' && SPANS.has(next))) return true;
  return PAST.has(word) && !POLITE.has(next);
}

/** Whether a word is a verb in the past, and nobody wishes that it were so. */
const isPastForm = (tokens: readonly Token[], index: number): boolean =>
  index > 0 &&
  /[a-z]{2}ed$/u.test(tokens[index]?.word ?? '') &&
  !tokens.slice(0, index).some(({ word }) => WISHING.has(word));
