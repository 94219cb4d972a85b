import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Token } from '../language/token.ts';
import { readReference } from './reference.ts';
import type { World } from './world.ts';

/** Objects that a message names, and where. */
export interface Mention {
  readonly objects: readonly Nameable[];
  readonly tokens: readonly Token[];
  /** Whether all of the objects are meant. */
  readonly sure: boolean;
}

const LONGEST = 6;

/** The objects that the longest naming run of a message names. */
export function mentionedIn(tokens: readonly Token[], world: World): Mention | undefined {
  const kinds = new Set(world.things.map(({ object }) => object.kind));
  for (let length = Math.min(tokens.length, LONGEST); length > 0; length -= 1) {
    for (let start = 0; start + length <= tokens.length; start += 1) {
      const run = tokens.slice(start, start + length);
      for (const kind of kinds) {
        const read = readReference(run, { type: 'object', kind, many: true, types: [] }, world);
        if (read?.reference.status === 'found' || read?.reference.status === 'several')
          return { objects: read.reference.objects, tokens: run, sure: read.reference.status === 'found' };
      }
    }
  }
  return undefined;
}

/** Whether it has a word of an object's, or the word for its kind: `everything` and `home` name nothing in particular. */
export const isParticular = ({ tokens }: Mention, { stems, kinds }: World): boolean =>
  tokens.some(({ stem }) => stems.has(stem) || kinds.has(stem));
