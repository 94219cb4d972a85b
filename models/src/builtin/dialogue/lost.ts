import { functionWords } from '../language/function-words.ts';
import { isForeign } from './foreign.ts';
import { MATTERS, TROUBLE } from '../language/matters.ts';
import { moodOf, tellsOfFailure } from '../language/mood.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import type { Token } from '../language/token.ts';
import type { Scene } from '../parse/scene.ts';
import { isParticular, mentionedIn, type Mention } from '../slots/mention.ts';
import { labelOf } from '../slots/world.ts';
import { listed } from '../words/lists.ts';
import { suggestion } from '../words/talk.ts';
import { examplesWith, waysWith } from '../words/ways.ts';
import type { Memory } from './memory.ts';
import type { Offer } from './offer.ts';
import { plan, type Plan } from './plan.ts';
import { bareDraft, HUMAN } from './requests.ts';

/** Who begins so tells something. */
const TELLERS = new Set('i we he she they my our his her their the it'.split(' '));
/** A message of so few words may be just a name. */
const SHORT = 8;
/** More objects are not listed. */
const FEW = 4;

/** Nothing was understood: says what is possible, asks about what was mentioned, and offers a person in the end. */
export function lost(tokens: readonly Token[], memory: Memory, scene: Scene): Plan {
  const { grammar, context, world } = scene;
  const found = mentionedIn(tokens, world);
  const mention = found !== undefined && isParticular(found, world) ? found : undefined;
  const mentioned = mention?.objects ?? [];
  const person = tokens.some(({ stem }) => MATTERS.has(stem)) ? personOffer(scene) : undefined;
  if (person !== undefined)
    return plan({ words: ['That is a matter for our people.'], offer: person, lost: true });
  if (isForeign(tokens, scene))
    return plan({ words: ['I am sorry, I only understand English.'], lost: true });
  const bare = withoutCourtesies(tokens).tokens;
  const about = mention !== undefined && bare.length <= SHORT ? aboutWords(mention, bare, scene) : undefined;
  if (about !== undefined && memory.lost === 1 && memory.open.length === 0)
    return plan({ words: [about], lost: true, mentioned });
  const trouble = tokens.some(({ stem }) => TROUBLE.has(stem)) || tellsOfFailure(tokens);
  if (memory.lost > 0) {
    const offer = personOffer(scene);
    const sorry = trouble ? 'I am sorry to hear that.' : 'I am sorry, I still do not understand.';
    if (offer !== undefined) return plan({ words: [sorry], offer, lost: true, mentioned });
  }
  if (memory.open.length > 0)
    return plan({ words: ['I am sorry, I did not get that.'], open: memory.open, lost: true });
  if (trouble) {
    const offer = personOffer(scene);
    const instead = offer === undefined ? [suggestion(grammar.service, context.customer.level)] : [];
    return plan({ words: ['I am sorry to hear that.', ...instead], offer, lost: true, mentioned });
  }
  if (about !== undefined) return plan({ words: [about], lost: true, mentioned });
  if (isTelling(bare))
    return plan({
      words: [
        'I see. Tell me if there is something that I can do.',
        suggestion(grammar.service, context.customer.level),
      ],
      lost: true,
      mentioned,
    });
  const words = [
    'I am sorry, that is something I can’t help with.',
    suggestion(grammar.service, context.customer.level),
  ];
  return plan({ words, lost: true, mentioned });
}

const isTelling = (bare: readonly Token[]): boolean =>
  TELLERS.has(bare[0]?.word ?? '') && moodOf(bare, false) === 'request';

/** What to say about what was named, beside words that say nothing here. */
function aboutWords({ objects, tokens }: Mention, bare: readonly Token[], scene: Scene): string {
  const all = scene.world.things.map(({ object }) => object);
  const what = objects.length > FEW ? 'them' : listed(objects.map((object) => labelOf(object, all)));
  const beside = bare.filter((token) => !tokens.includes(token) && !functionWords.has(token.word));
  const ways = waysWith(objects, scene);
  const ask = `What would you like me to do with ${what}?`;
  if (beside.length === 0 || ways.length === 0 || moodOf(bare, false) === 'question') return ask;
  if (isTelling(bare)) return `I see. ${ask}`;
  const examples = examplesWith(objects, scene);
  return ways.length === 1 && examples[0] !== undefined
    ? `I can’t do that with ${what}. What I can do is, for example: “${examples[0]}”.`
    : `I can’t do that with ${what}. What I can do: ${listed(ways)}. What would you like?`;
}

/** The offer of a person, where the service has people. */
export function personOffer(scene: Scene): Offer | undefined {
  const draft = bareDraft(HUMAN, {}, scene);
  return draft && { draft, words: 'Would you like to talk to a person?' };
}
