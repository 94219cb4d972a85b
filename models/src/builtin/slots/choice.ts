import type { Slot } from '@agentic-service-bot/bot/definition';
import { phrasesOf } from '../grammar/choice-words.ts';
import { DETERMINERS } from '../language/function-words.ts';
import type { Token } from '../language/token.ts';

/** What each word beside a choice's own costs. */
const EXTRA = 0.25;

/** Reads a run of tokens as a value of a choice. */
export function readChoice(
  tokens: readonly Token[],
  slot: Extract<Slot, { type: 'choice' }>,
): { readonly value: string; readonly cost: number } | undefined {
  const content = tokens.filter(({ word }) => !DETERMINERS.has(word) && word !== 'new');
  // What stands before `the` is no part of the name: `cut the lights`.
  if (tokens.some(({ word }, index) => index > 0 && DETERMINERS.has(word) && word !== 'of')) return undefined;
  if (content.length === 0) return undefined;
  const stems = content.map(({ stem }) => stem);
  let found: { readonly value: string; readonly cost: number } | undefined;
  for (const phrase of phrasesOf(slot)) {
    const wanted = phrase.stems.filter((_, index) => !DETERMINERS.has(phrase.words[index] ?? ''));
    const at = stems.findIndex((_, index) => wanted.every((stem, offset) => stems[index + offset] === stem));
    if (at < 0 || wanted.length === 0) continue;
    const extra = stems.length - wanted.length;
    if (extra > 2) continue;
    // Words that mean two values mean neither.
    if (found !== undefined && found.value !== phrase.value) return undefined;
    found ??= { value: phrase.value, cost: extra * EXTRA };
  }
  return found;
}
