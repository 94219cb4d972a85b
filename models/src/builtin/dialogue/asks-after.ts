import { hasAt } from '../language/phrases.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import type { Token } from '../language/token.ts';
import { draftOf, type Given } from '../parse/complete.ts';
import { isComplete } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { understand } from '../parse/understand.ts';
import { objectsOf } from './memory.ts';
import { ready, type Plan } from './plan.ts';

const LEADS = [
  'did i',
  'did you',
  'did we',
  'have i',
  'have you',
  'did anyone',
  'did anybody',
  'did someone',
  'has anyone',
].map((lead) => lead.split(' '));

/** `did I turn off the light?`: looks the thing up that something may have been done to. */
export function asksAfter(text: string, tokens: readonly Token[], scene: Scene): Plan | undefined {
  const { tokens: bare } = withoutCourtesies(tokens);
  const lead = LEADS.find((words) => hasAt(bare, 0, words));
  if (lead === undefined) return undefined;
  const [item, ...others] = understand(text, bare.slice(lead.length), scene);
  if (item?.kind !== 'request' || others.length > 0) return undefined;
  const objects = objectsOf([item.draft], scene.world);
  const kinds = new Set(objects.map(({ kind }) => kind));
  for (const { frame } of scene.grammar.patterns) {
    if (frame.action.action.effect !== 'read' || Object.keys(frame.input).length > 0) continue;
    for (const field of frame.action.fields.values()) {
      if (field.slot.type !== 'object' || !kinds.has(field.slot.kind)) continue;
      const given: Given = {
        field,
        filling: { type: 'objects', reference: { status: 'found', objects, all: true } },
        words: '',
      };
      const draft = draftOf(frame, [given], [], scene);
      if (isComplete(draft)) return ready([draft]);
    }
  }
  return undefined;
}
