import type { Nameable } from '@agentic-service-bot/bot/definition';
import { functionWords, NEGATIONS, PARTICLES } from '../language/function-words.ts';
import { hasAt } from '../language/phrases.ts';
import type { Token } from '../language/token.ts';
import { isParticular, mentionedIn, type Mention } from '../slots/mention.ts';
import { pronounOf } from '../slots/pronoun.ts';
import { QUANTIFIERS, WHOLE } from '../slots/reference.ts';
import type { World } from '../slots/world.ts';
import type { Scene } from './scene.ts';

const STATES = new Set(['alone', 'running', 'playing', 'going', 'open', 'way', 'now', 'tonight']);
const LEAVING = ['do not', 'never', 'keep', 'you should not', 'you must not', 'nobody should']
  .map((lead) => lead.split(' '))
  .sort((a, b) => b.length - a.length);

/** What a clause wants left as it is, with the words that it has beside. */
export interface Kept {
  readonly objects: readonly Nameable[];
  readonly beside: readonly Token[];
}

/** `leave the heating on`; `not the kitchen light`. */
export function keptIn(tokens: readonly Token[], scene: Scene): Kept | undefined {
  const [first, ...rest] = tokens;
  if (first === undefined || rest.length === 0 || tokens.slice(0, -1).some(({ mark }) => mark !== ''))
    return undefined;
  const leaves = first.word === 'leave' && !scene.grammar.starters.has(first.stem);
  if (!leaves && first.word !== 'not') return undefined;
  const { owners } = scene.grammar;
  const named = namedIn(rest, scene);
  const beside = rest.filter((token) => named?.tokens.includes(token) !== true);
  const small = beside.every(
    ({ word, stem }) =>
      !NEGATIONS.has(word) &&
      word !== 'and' &&
      (functionWords.has(word) || PARTICLES.has(word) || (leaves && (STATES.has(word) || owners.has(stem)))),
  );
  // `leave the music on` names no object of the customer's.
  const isMatter = ({ word, stem }: Token) =>
    owners.has(stem) && !functionWords.has(word) && !WHOLE.has(word);
  const meant = named !== undefined || (leaves && beside.some(isMatter));
  return small && meant ? { objects: named?.objects ?? [], beside } : undefined;
}

/** The same in words that the service does not know: `don't touch the lamp`. */
export function keptAtLeast(tokens: readonly Token[], { world }: Scene): Kept | undefined {
  const lead = LEAVING.find((words) => hasAt(tokens, 0, words));
  if (lead === undefined) return undefined;
  const rest = tokens.slice(lead.length);
  const named = meantIn(rest, world);
  return named && { objects: named.objects, beside: rest.filter((token) => !named.tokens.includes(token)) };
}

function namedIn(tokens: readonly Token[], { world, focus }: Scene) {
  const pronoun = tokens.find(({ word }) => pronounOf(word)?.which === 'same');
  return meantIn(tokens, world) ?? (pronoun && { objects: focus, tokens: [pronoun] });
}

/** `everything` is meant, `the house` is not. */
function meantIn(tokens: readonly Token[], world: World): Mention | undefined {
  const mention = mentionedIn(tokens, world);
  const meant =
    mention !== undefined &&
    (isParticular(mention, world) || mention.tokens.some(({ word }) => QUANTIFIERS.has(word)));
  return meant ? mention : undefined;
}
