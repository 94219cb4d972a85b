import type { Slot } from '@agentic-service-bot/bot/definition';
import { plainly } from '../language/phrases.ts';
import { tokenize } from '../language/token.ts';

/** Words that mean a value of a choice. */
export interface ChoicePhrase {
  readonly value: string;
  readonly words: readonly string[];
  readonly stems: readonly string[];
}

type Choice = Extract<Slot, { type: 'choice' }>;

const cache = new WeakMap<Choice, readonly ChoicePhrase[]>();

/** All the phrases of a choice, the longest first. A value's own name is one of its phrases. */
export function phrasesOf(slot: Choice): readonly ChoicePhrase[] {
  const known = cache.get(slot);
  if (known !== undefined) return known;
  const phrases = [...slot.words].flatMap(([value, words]) =>
    [...new Set([value.replaceAll('_', ' '), ...words])].map((phrase) => {
      const tokens = plainly(tokenize(phrase));
      return { value, words: tokens.map(({ word }) => word), stems: tokens.map(({ stem }) => stem) };
    }),
  );
  const sorted = phrases.sort((a, b) => b.stems.length - a.stems.length);
  cache.set(slot, sorted);
  return sorted;
}
