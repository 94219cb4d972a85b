import type { Slot } from '@agentic-service-bot/bot/definition';
import { DETERMINERS, functionWords, PARTICLES, PREPOSITIONS } from '../language/function-words.ts';
import { tokenize, written, type Token } from '../language/token.ts';
import type { World } from './world.ts';

type TextSlot = Extract<Slot, { type: 'text' }>;

/** Words with which somebody names nothing in particular. */
const VAGUE = new Set(
  'something anything music song songs stuff whatever it that this them one nothing everything else different other new'.split(
    ' ',
  ),
);
/** Words between a request and what it names: `play me something by Bach`. */
const LEADING = new Set(['some', 'any', 'please', 'me', 'us']);
const BEFORE_BY = new Set(
  'a an the some something anything music song songs track tracks tune piece bit little of'.split(' '),
);
const LONGEST = 12;
const COST = {
  text: 0.18,
  vague: 0.6,
  word: 0.05,
  joint: 0.15,
  request: 0.5,
  two: 0.4,
  spoken: 0.3,
  thing: 0.5,
};

const cache = new WeakMap<TextSlot, ReadonlyMap<string, string>>();

const keyOf = (tokens: readonly Token[]): string =>
  tokens
    .filter(({ word }) => !DETERMINERS.has(word))
    .map(({ stem }) => stem)
    .join(' ');

function vocabularyOf(slot: TextSlot): ReadonlyMap<string, string> {
  const known = cache.get(slot);
  if (known !== undefined) return known;
  const vocabulary = new Map(slot.vocabulary.map((entry) => [keyOf(tokenize(entry)), entry]));
  cache.set(slot, vocabulary);
  return vocabulary;
}

function withoutLead(tokens: readonly Token[]): readonly Token[] {
  const led = tokens.findIndex(({ word }) => !LEADING.has(word));
  const rest = led < 0 ? tokens : tokens.slice(led);
  const by = rest.findIndex(({ word }) => word === 'by');
  const named =
    by > 0 && rest.slice(0, by).every(({ word }) => BEFORE_BY.has(word)) ? rest.slice(by + 1) : [];
  return named.length > 0 ? named : rest;
}

const saysHowItWas = ([first, ...rest]: readonly Token[]): boolean =>
  /^(?:how|where|wherever|what|whatever|the)$/u.test(first?.word ?? '') &&
  rest.some(({ word }) => /^(?:was|were|before|belongs?)$/u.test(word));

/** A message's words as free text. `known`: it is what is expected there. */
export interface FreeText {
  readonly value: string;
  readonly cost: number;
  readonly known: boolean;
}

/**
 * Reads a run of tokens as free words; those of the vocabulary are the likeliest.
 *
 * @param starters stems that requests begin with.
 */
export function readText(
  tokens: readonly Token[],
  slot: TextSlot,
  text: string,
  starters: ReadonlySet<string>,
  world: World,
): FreeText | undefined {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined || tokens.length > LONGEST) return undefined;
  if (tokens.slice(0, -1).some(({ mark }) => mark === '.' || mark === '?')) return undefined;
  const vocabulary = vocabularyOf(slot);
  const key = keyOf(withoutLead(tokens));
  const entry = vocabulary.get(key) ?? vocabulary.get(key.replace(/ (?:music|song|tun)$/u, ''));
  if (entry !== undefined) return { value: entry, cost: 0, known: true };
  // A room is no number; a book's title may be one.
  if (slot.vocabulary.length > 0 && /^\d/u.test(first.word)) return undefined;
  if (PREPOSITIONS.has(last.word) && tokens.length > 1) return undefined;
  // `how it was before` is no place.
  if (slot.vocabulary.length > 0 && saysHowItWas(tokens)) return undefined;
  const kept = withoutLead(tokens);
  const [start] = kept;
  // `turn off the light` names no music.
  if (
    start === undefined ||
    PREPOSITIONS.has(start.word) ||
    PARTICLES.has(start.word) ||
    start.word === 'not'
  )
    return undefined;
  const content = kept.filter(({ word }) => !functionWords.has(word));
  const value = written(text, kept);
  if (value.trim() === '') return undefined;
  // `the good night routine` is no place, and no music.
  if (vocabulary.size > 0 && content.some(({ stem }) => world.kinds.has(stem))) return undefined;
  // `the same volume as in the kitchen` is no place either.
  const same = kept.findIndex(({ word }) => word === 'same');
  if (vocabulary.size > 0 && same >= 0 && kept.slice(same).some(({ word }) => word === 'as'))
    return undefined;
  const vague = content.length === 0 || content.every(({ word }) => VAGUE.has(word));
  let cost = (vague ? COST.vague : COST.text) + COST.word * content.length;
  // `start the thermostat`: what the customer has is no free text.
  if (!vague && vocabulary.size > 0 && content.every(({ stem }) => world.stems.has(stem))) cost += COST.thing;
  // So are the words of the service's own sentences: `the same music`.
  if (!vague && content.every(({ stem }) => world.spoken.has(stem))) cost += COST.spoken;
  for (const [index, { word, mark }] of kept.entries()) {
    const next = kept[index + 1];
    if (next === undefined || index === 0) continue;
    // `a Sonos, for the hall` says two things.
    if (mark === ',' && PREPOSITIONS.has(next.word)) return undefined;
    if (word === 'and' || mark === ',') cost += starters.has(next.stem) ? COST.request : COST.joint;
    // `jazz at volume 30` says more than what.
    if (
      vocabulary.size > 0 &&
      PREPOSITIONS.has(word) &&
      kept.slice(index).some((each) => /^\d/u.test(each.word))
    )
      return undefined;
    // `jazz in the garage`: rather two things than one.
    if (PREPOSITIONS.has(word) && world.spoken.has(next.stem)) cost += COST.spoken;
    if (word !== 'of' && vocabulary.has(keyOf(kept.slice(0, index)))) cost += COST.two;
  }
  return { value, cost, known: false };
}
