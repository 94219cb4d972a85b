import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Token } from '../language/token.ts';
import type { Scene } from '../parse/scene.ts';
import { readReference } from '../slots/reference.ts';

/** Objects that a message names, and where. */
export interface Mention {
  readonly objects: readonly Nameable[];
  readonly tokens: readonly Token[];
}

const LONGEST = 6;

/** The objects that the longest naming run of a message names. */
export function mentionedIn(tokens: readonly Token[], { world }: Scene): Mention | undefined {
  const kinds = new Set(world.things.map(({ object }) => object.kind));
  for (let length = Math.min(tokens.length, LONGEST); length > 0; length -= 1) {
    for (let start = 0; start + length <= tokens.length; start += 1) {
      const run = tokens.slice(start, start + length);
      for (const kind of kinds) {
        const read = readReference(run, { type: 'object', kind, many: true, types: [] }, world);
        if (read?.reference.status === 'found') return { objects: read.reference.objects, tokens: run };
        if (read?.reference.status === 'several') return { objects: read.reference.objects, tokens: run };
      }
    }
  }
  return undefined;
}
