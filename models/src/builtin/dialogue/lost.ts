import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Token } from '../language/token.ts';
import type { Scene } from '../parse/scene.ts';
import { readReference } from '../slots/reference.ts';
import { labelOf } from '../slots/world.ts';
import { listed } from '../words/lists.ts';
import { suggestion } from '../words/talk.ts';
import { bareDraft, HUMAN, type Memory } from './memory.ts';
import { plan, type Plan } from './plan.ts';

/** Nothing was understood: says what is possible, asks about what was mentioned, and offers a person in the end. */
export function lost(tokens: readonly Token[], memory: Memory, scene: Scene): Plan {
  const { grammar, context, world } = scene;
  const mentioned = mentionedIn(tokens, scene);
  const person = memory.lost > 0 ? bareDraft(grammar, HUMAN, {}, scene) : undefined;
  if (person !== undefined) {
    const words = ['I am sorry, I still do not understand.', 'Would you like to talk to a person?'];
    return plan({ words, offer: person, lost: true, mentioned });
  }
  if (memory.open.length > 0)
    return plan({ words: ['I am sorry, I did not get that.'], open: memory.open, lost: true });
  if (mentioned.length > 0 && mentioned.length <= 3 && tokens.length <= 5) {
    const all = world.things.map(({ object }) => object);
    const labels = mentioned.map((object) => labelOf(object, all));
    return plan({ words: [`What would you like me to do with ${listed(labels)}?`], lost: true, mentioned });
  }
  const words = [
    'I am sorry, that is something I can’t help with.',
    suggestion(grammar.service, context.customer.level),
  ];
  return plan({ words, lost: true, mentioned });
}

/** The objects that the longest naming run of the message names. */
function mentionedIn(tokens: readonly Token[], { world }: Scene): readonly Nameable[] {
  const kinds = new Set(world.things.map(({ object }) => object.kind));
  for (let length = Math.min(tokens.length, 6); length > 0; length -= 1) {
    for (let start = 0; start + length <= tokens.length; start += 1) {
      for (const kind of kinds) {
        const slot = { type: 'object', kind, many: true, types: [] } as const;
        const read = readReference(tokens.slice(start, start + length), slot, world);
        if (read?.reference.status === 'found' && !read.reference.all) return read.reference.objects;
      }
    }
  }
  return [];
}
