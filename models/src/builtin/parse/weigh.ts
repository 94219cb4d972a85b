import type { Grammar } from '../grammar/grammar.ts';
import type { Token } from '../language/token.ts';
import type { World } from '../slots/world.ts';

const SWITCHING = new Set(['turn', 'switch', 'shut', 'power', 'put', 'flip', 'it', 'them']);
/** A word of an object's name says what is meant, not what is to be done. */
const NAME = 0.7;
const DECISIVE = 0.9;

/** What it costs to leave each token of a message unexplained. */
export const weigh = (tokens: readonly Token[], { weightOf }: Grammar, { stems }: World): number[] =>
  tokens.map(({ word, stem, mark }, index) => {
    // `on` decides what is to be done, or only where.
    const last = index === tokens.length - 1 || mark !== '';
    if (word === 'on' && (last || SWITCHING.has(tokens[index - 1]?.word ?? ''))) return DECISIVE;
    const weight = weightOf(word, stem);
    return stems.has(stem) ? Math.min(weight, NAME) : weight;
  });
