import type { WeighedPattern } from '../grammar/grammar.ts';
import type { Element } from '../grammar/pattern.ts';
import { functionWords } from '../language/function-words.ts';
import type { Mood } from '../language/mood.ts';
import { tellsOfSomebody, WISHING } from '../language/subject.ts';
import type { Token } from '../language/token.ts';
import type { Alignment, Sentence } from './align.ts';

/** Past forms that no stem gives away. */
const PAST = new Set(['went', 'came', 'was', 'were', 'fell', 'broke', 'woke', 'kept']);
/** After `was` they are polite: `I was wondering if you could …`. */
const POLITE = new Set(['wondering', 'hoping', 'thinking', 'looking']);
/** Before a pattern's verb they make it a story, or a noun: `we play football`, `my play starts at 8`. */
const TELLERS = new Set(
  'i we you they he she it who someone somebody everyone everybody my our your his her their the a'.split(
    ' ',
  ),
);
const THINGS = new Set(['it', 'they', 'that', 'this', 'everything']);
const PAST_TIMES = new Set(['yesterday', 'ago', 'earlier']);
const SPANS = new Set(['night', 'evening', 'week', 'weekend', 'month', 'year', 'summer', 'winter', 'time']);

/**
 * Whether a sentence tells of something that happened, or happens, where the pattern asks for it: `the music stopped`
 * is no wish to stop it.
 */
export function isTold(
  { elements, frame }: WeighedPattern,
  { unexplained, bindings }: Alignment,
  { filler, start, end, mood }: Sentence & { readonly mood: Mood },
): boolean {
  const tokens = filler.tokens.slice(start, end);
  const left = new Set(unexplained.map((index) => index - start));
  const [first] = elements;
  // `I removed the lamp`, where `I sold the lamp` is an example.
  const reported = frame.reports && REPORTERS.has(tokens[0]?.word ?? '');
  if (!reported) {
    if (left.has(0) && TELLERS.has(tokens[0]?.word ?? '') && isWord(first, tokens[1])) return true;
    if (tellsOfSomebody(tokens) || (left.has(0) && tellsOfSomething(tokens, left))) return true;
  }
  // A name or a title may be a past form; a word, or the value of a choice, is what is to be done.
  const named = bindings.filter(({ field }) => field.slot.type !== 'choice');
  return tokens.some((token, index) => {
    if (isLastTime(tokens, index)) return true;
    if (left.has(index) && (isPast(tokens, index) || isState(tokens, index))) return true;
    if (mood === 'question' || reported || !isPastForm(filler.tokens, start, index)) return false;
    if (left.has(index)) return TELLERS.has(tokens[index - 1]?.word ?? '');
    // `I moved the TV` may be an example itself.
    if (elements.some((element) => 'word' in element && element.word === token.word)) return false;
    return !named.some(
      (binding) =>
        (binding.start <= index + start && index + start < binding.end) ||
        // `called` leads to a name.
        (binding.start === index + start + 1 &&
          frame.action.cues.get(binding.field.name)?.has(token.stem) === true),
    );
  });
}

/** Whether it begins with a thing that the reading does not know, or that does something: `my play starts`. */
const tellsOfSomething = (tokens: readonly Token[], left: ReadonlySet<number>): boolean =>
  OWNERS.has(tokens[0]?.word ?? '') &&
  ((left.has(1) && !functionWords.has(tokens[1]?.word ?? '')) ||
    (left.has(2) && /[^s]s$/u.test(tokens[2]?.word ?? '')));

const OWNERS = new Set(['my', 'our', 'your', 'his', 'her', 'their', 'the', 'a']);
const REPORTERS = new Set(['i', 'we']);

/**
 * Whether a sentence says what something does, or what was: `the TV turns off at 8`, `the light moved yesterday`.
 *
 * @param start where it begins in the message.
 * @param commands the stems that requests begin with.
 */
export function saysWhatHappens(
  tokens: readonly Token[],
  start: number,
  bindings: Alignment['bindings'],
  commands: ReadonlySet<string>,
): boolean {
  if (commands.has(tokens[0]?.stem ?? '')) return false;
  const free = bindings.filter(({ field }) => ['text', 'calls'].includes(field.slot.type));
  return tokens.some(({ word, stem, plural }, index) => {
    if (index === 0) return false;
    if (PAST_TIMES.has(word)) return true;
    const within = free.some((binding) => binding.start <= index + start && index + start < binding.end);
    return plural && commands.has(stem) && !within;
  });
}

const isWord = (element: Element | undefined, token: Token | undefined): boolean =>
  element !== undefined && 'stem' in element && element.stem === token?.stem;

const isLastTime = (tokens: readonly Token[], index: number): boolean =>
  tokens[index]?.word === 'last' && SPANS.has(tokens[index + 1]?.word ?? '');

/** Whether a word that nothing explains puts the sentence into the past. */
function isPast(tokens: readonly Token[], index: number): boolean {
  const [word = '', next = ''] = [tokens[index]?.word, tokens[index + 1]?.word];
  return PAST_TIMES.has(word) || (PAST.has(word) && !POLITE.has(next));
}

/** `now it is at 80`, which is not `make sure that it is at 80`. */
const isState = (tokens: readonly Token[], index: number): boolean =>
  /^(?:is|are)$/u.test(tokens[index]?.word ?? '') &&
  THINGS.has(tokens[index - 1]?.word ?? '') &&
  !isWished(tokens.slice(0, index));

/** Whether a word is a verb in the past, and nobody wishes that it were so. */
function isPastForm(tokens: readonly Token[], start: number, index: number): boolean {
  const verb = tokens[start + index];
  if (verb === undefined || !verb.word.endsWith('ed') || verb.stem === verb.word) return false;
  // `if you turned it off` was polite, and is no longer in the run.
  return !isWished(
    index === 0 ? tokens.slice(Math.max(0, start - 4), start) : tokens.slice(start, start + index),
  );
}

const isWished = (tokens: readonly Token[]): boolean => tokens.some(({ word }) => WISHING.has(word));
