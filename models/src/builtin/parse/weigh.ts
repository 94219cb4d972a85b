import { ASKING } from '../language/mood.ts';
import { LIGHT_VERBS, TELLING, type Grammar } from '../grammar/grammar.ts';
import type { Token } from '../language/token.ts';
import type { World } from '../slots/world.ts';

const SWITCHING = new Set(['turn', 'switch', 'shut', 'power', 'put', 'flip', 'it', 'them']);
/** A word of an object's name says what is meant, not what is to be done. */
const NAME = 0.7;
const DECISIVE = 0.9;
/** `device` says no more than that something is meant. */
const KIND = 0.4;
/** `the light is on` tells how things are: it asks for nothing. */
const STATEMENT = 0.8;
const BEING = new Set(['is', 'are', 'was', 'were', 'am']);

/** What it costs to leave each token of a message unexplained. */
export function weigh(tokens: readonly Token[], { weightOf }: Grammar, { stems, kinds }: World): number[] {
  let asking = false;
  return tokens.map(({ word, stem, mark }, index) => {
    const first = index === 0 || tokens[index - 1]?.mark !== '';
    if (first) asking = ASKING.has(word);
    // `on` decides what is to be done, or only where.
    const last = index === tokens.length - 1 || mark !== '';
    if (word === 'on' && (last || SWITCHING.has(tokens[index - 1]?.word ?? ''))) return DECISIVE;
    // Who says `both` does not mean the one that was spoken of.
    if (word === 'both') return DECISIVE;
    if (BEING.has(word) && !first && !asking) return STATEMENT;
    const weight = LIGHT_VERBS.has(word) ? Math.min(weightOf(word, stem), TELLING) : weightOf(word, stem);
    if (kinds.has(stem)) return Math.min(weight, KIND);
    return stems.has(stem) ? Math.min(weight, NAME) : weight;
  });
}
