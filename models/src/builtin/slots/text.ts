import type { Slot } from '@agentic-service-bot/bot/definition';
import { DETERMINERS, functionWords, PREPOSITIONS } from '../language/function-words.ts';
import { tokenize, written, type Token } from '../language/token.ts';

/** Words with which somebody names nothing in particular. */
const VAGUE = new Set(
  'something anything music song songs stuff whatever it that this them one nothing everything'.split(' '),
);
const LEADING = new Set(['some', 'any', 'please']);
const LONGEST = 12;

type TextSlot = Extract<Slot, { type: 'text' }>;

const cache = new WeakMap<TextSlot, ReadonlyMap<string, string>>();

const bare = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(({ word }) => !DETERMINERS.has(word));
const keyOf = (tokens: readonly Token[]): string =>
  bare(tokens)
    .map(({ stem }) => stem)
    .join(' ');

function vocabularyOf(slot: TextSlot): ReadonlyMap<string, string> {
  const known = cache.get(slot);
  if (known !== undefined) return known;
  const vocabulary = new Map(slot.vocabulary.map((entry) => [keyOf(tokenize(entry)), entry]));
  cache.set(slot, vocabulary);
  return vocabulary;
}

/** Reads a run of tokens as free words; those of the vocabulary are the likeliest. */
export function readText(
  tokens: readonly Token[],
  slot: TextSlot,
  text: string,
  starters: ReadonlySet<string>,
): { readonly value: string; readonly cost: number; readonly known: boolean } | undefined {
  const last = tokens.at(-1);
  if (last === undefined || tokens.length > LONGEST) return undefined;
  if (tokens.slice(0, -1).some(({ mark }) => mark === '.' || mark === '?')) return undefined;
  const vocabulary = vocabularyOf(slot);
  const entry =
    vocabulary.get(keyOf(tokens)) ?? vocabulary.get(keyOf(tokens).replace(/ (?:music|song|tun)$/u, ''));
  if (entry !== undefined) return { value: entry, cost: 0, known: true };
  if (PREPOSITIONS.has(tokens[0]?.word ?? '') || (PREPOSITIONS.has(last.word) && tokens.length > 1))
    return undefined;
  const kept = LEADING.has(tokens[0]?.word ?? '') ? tokens.slice(1) : tokens;
  const content = kept.filter(({ word }) => !functionWords.has(word));
  const value = written(text, kept);
  if (value.trim() === '') return undefined;
  const vague = content.length === 0 || content.every(({ word }) => VAGUE.has(word));
  let cost = (vague ? 0.6 : 0.18) + 0.05 * content.length;
  for (const [index, { word, mark }] of kept.entries()) {
    const next = kept[index + 1];
    if (next === undefined || index === 0) continue;
    if (word === 'and' || mark === ',') cost += starters.has(next.stem) ? 0.5 : 0.15;
    // `jazz in the garage`: rather two things than one.
    if (PREPOSITIONS.has(word) && word !== 'of' && vocabulary.has(keyOf(kept.slice(0, index)))) cost += 0.4;
  }
  return { value, cost, known: false };
}
