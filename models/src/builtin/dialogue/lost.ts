import { commonWords } from '../language/common-words.ts';
import { functionWords } from '../language/function-words.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import { stem } from '../language/stem.ts';
import type { Token } from '../language/token.ts';
import type { Scene } from '../parse/scene.ts';
import { labelOf } from '../slots/world.ts';
import { listed } from '../words/lists.ts';
import { suggestion } from '../words/talk.ts';
import { mentionedIn } from './mention.ts';
import type { Memory } from './memory.ts';
import type { Offer } from './offer.ts';
import { plan, type Plan } from './plan.ts';
import { bareDraft, HUMAN } from './requests.ts';

/** Words of somebody who has trouble. */
const TROUBLE = new Set(
  [
    'broken',
    'defective',
    'problem',
    'trouble',
    'complaint',
    'complain',
    'flicker',
    'crash',
    'fail',
    'stuck',
    'issue',
    'wrong',
    'works',
    'refund',
    'terrible',
    'useless',
    'angry',
    'annoying',
  ].map(stem),
);
/** A message of so few words may be just a name. */
const SHORT = 6;
/** More objects are not listed. */
const FEW = 4;

/** Nothing was understood: says what is possible, asks about what was mentioned, and offers a person in the end. */
export function lost(tokens: readonly Token[], memory: Memory, scene: Scene): Plan {
  const { grammar, context, world } = scene;
  const mentioned = mentionedIn(tokens, scene)?.objects ?? [];
  if (memory.lost > 0) {
    const offer = personOffer(scene);
    if (offer !== undefined)
      return plan({ words: ['I am sorry, I still do not understand.'], offer, lost: true, mentioned });
  }
  if (memory.open.length > 0)
    return plan({ words: ['I am sorry, I did not get that.'], open: memory.open, lost: true });
  if (tokens.some(({ stem }) => TROUBLE.has(stem))) {
    return plan({ words: ['I am sorry to hear that.'], offer: personOffer(scene), lost: true, mentioned });
  }
  if (mentioned.length > 0 && withoutCourtesies(tokens).tokens.length <= SHORT) {
    const all = world.things.map(({ object }) => object);
    const labels = mentioned.map((object) => labelOf(object, all));
    const what = mentioned.length > FEW ? 'them' : listed(labels);
    return plan({ words: [`What would you like me to do with ${what}?`], lost: true, mentioned });
  }
  if (tokens.length > 2 && !tokens.some((token) => isEnglish(token, scene)))
    return plan({ words: ['I am sorry, I only understand English.'], lost: true });
  const words = [
    'I am sorry, that is something I can’t help with.',
    suggestion(grammar.service, context.customer.level),
  ];
  return plan({ words, lost: true, mentioned });
}

function personOffer(scene: Scene): Offer | undefined {
  const draft = bareDraft(HUMAN, {}, scene);
  return draft && { draft, words: 'Would you like to talk to a person?' };
}

const isEnglish = ({ word, stem: base }: Token, { grammar }: Scene): boolean =>
  functionWords.has(word) || commonWords.has(word) || grammar.stems.has(base);
