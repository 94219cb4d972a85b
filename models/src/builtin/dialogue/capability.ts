import { hasAt } from '../language/phrases.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import type { Token } from '../language/token.ts';
import { isComplete } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { understand } from '../parse/understand.ts';
import { includes, levelNamed } from '../levels.ts';
import { levelWords } from '../words/outcome.ts';
import { exampleFor } from '../words/talk.ts';
import { upgradeTo } from './offer.ts';
import { plan, ready, type Plan } from './plan.ts';
import { HUMAN } from './requests.ts';

const LEADS = [
  'can i',
  'why can i not',
  'why can not i',
  'why may i not',
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
  // Nobody who asks for a person, or to see something, wants to be told how to ask for it.
  if (action.name === HUMAN || (action.effect === 'read' && isComplete(draft))) return ready([draft]);
  const { service } = scene.grammar;
  const { level } = scene.context.customer;
  const required = levelNamed(service, action.level);
  if (required !== undefined && !includes(service, level, action))
    return plan({
      words: [levelWords(action, required, service, level)],
      offer: upgradeTo(required.name, scene),
    });
  const just = lead[0] === 'how' ? 'Just' : 'Yes. Just';
  return isComplete(draft)
    ? plan({ words: ['Yes, just tell me so.'], offer: { draft, words: 'Shall I do it now?' } })
    : plan({ words: [`${just} tell me, for example: “${exampleFor(action, draft.input, bare)}”.`] });
}
