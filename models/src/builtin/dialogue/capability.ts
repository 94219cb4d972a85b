import { hasAt } from '../language/phrases.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import type { Token } from '../language/token.ts';
import { isComplete } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { understand } from '../parse/understand.ts';
import { isBelow, levelWords } from '../words/outcome.ts';
import { offerWords } from '../words/offer.ts';
import { HUMAN, upgradeTo } from './memory.ts';
import { plan, ready, type Plan } from './plan.ts';

const LEADS = [
  'can i',
  'could i',
  'may i',
  'am i able to',
  'am i allowed to',
  'is it possible to',
  'how do i',
  'how can i',
  'how could i',
  'how would i',
  'how to',
  'do you support',
  'do you know how to',
  'is there a way to',
].map((lead) => lead.split(' '));

/** `can I play music?`, `how do I move a speaker?`: says whether and how, and offers to do it. */
export function capability(text: string, tokens: readonly Token[], scene: Scene): Plan | undefined {
  const { tokens: bare } = withoutCourtesies(tokens);
  const lead = LEADS.find((words) => hasAt(bare, 0, words));
  if (lead === undefined) return undefined;
  const [item, ...others] = understand(text, bare.slice(lead.length), scene);
  if (item?.kind !== 'request' || others.length > 0) return undefined;
  const { draft } = item;
  const { action } = draft.action;
  // Nobody who asks for a person wants to be told how to ask for one.
  if (action.name === HUMAN) return ready([draft]);
  const { service } = scene.grammar;
  const { level } = scene.context.customer;
  const required = service.levels.find(({ name }) => name === action.level);
  if (required !== undefined && isBelow(service, level, required)) {
    const offer = upgradeTo(required.name, scene);
    const words = [
      levelWords(action, required, service, level),
      ...(offer === undefined ? [] : [offerWords(offer, scene)]),
    ];
    return plan({ words, offer });
  }
  const example = action.examples[0]?.say.replaceAll(/\{\w+:([^}]*)\}/gu, '$1') ?? action.title;
  return isComplete(draft)
    ? plan({ words: ['Yes, just tell me so.', 'Shall I do it now?'], offer: draft })
    : plan({ words: [`Yes. Just tell me, for example: “${example}”.`] });
}
