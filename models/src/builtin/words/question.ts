import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import type { Gap } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import type { ObjectSlot } from '../slots/reference.ts';
import { labelOf } from '../slots/world.ts';
import { listed } from './lists.ts';
import { suggestion } from './talk.ts';
import { waysWith } from './ways.ts';

/** More than these are not read out. */
const MOST_OPTIONS = 6;

/** What to ask the customer about an open field. */
export function questionOf({ field, why, options, words }: Gap, scene: Scene): string {
  const ask = field.slot.ask ?? defaultAsk(field);
  if (field.slot.type !== 'object')
    return why === 'invalid' && words !== '' ? `“${words}” does not work here. ${ask}` : ask;
  const labels = options.map((option) => labelOf(option, objectsOf(scene)));
  switch (why) {
    case 'several':
      if (options.length === 0) return none(field, scene);
      return `${words === '' ? '' : 'I do that one at a time. '}Which ${nounOf(options)}: ${listed(labels, 'or')}?`;
    case 'unfit': {
      if (labels.length === 0)
        return `That does not work with “${words}”. Is there something else that I can do?`;
      const ways = waysWith(options, scene, field);
      const instead = ways.length === 0 ? ask : `What does: ${listed(ways)}. What would you like?`;
      return `That does not work with ${listed(labels)}. ${instead}`;
    }
    case 'unknown':
      if (options.length === 0) return none(field, scene);
      return `I could not find ${words === '' ? 'that' : `“${words}”`}. ${choices(labels, ask)}`;
    case 'missing':
    case 'invalid':
      return options.length === 0 ? none(field, scene) : choices(labels, ask);
  }
}

const defaultAsk = ({ name, slot }: Field): string =>
  slot.type === 'object' ? `Which ${slot.kind} do you mean?` : `What is the ${name.replaceAll('_', ' ')}?`;

/** There is nothing to choose from; whoever has nothing at all is told what to begin with. */
function none({ slot }: Field, { world, grammar, context }: Scene): string {
  const nothing = `I could not find any ${slot.type === 'object' ? nounOfSlot(slot) : 'such'} of yours.`;
  return world.things.length > 0
    ? nothing
    : `${nothing} ${suggestion(grammar.service, context.customer.level)}`;
}

const nounOfSlot = ({ types, kind }: ObjectSlot): string => (types.length === 0 ? kind : listed(types, 'or'));

const choices = (labels: readonly string[], ask: string): string =>
  labels.length > MOST_OPTIONS
    ? ask
    : `${ask} There ${labels.length === 1 ? 'is' : 'are'} ${listed(labels)}.`;

const objectsOf = ({ world }: Scene): readonly Nameable[] => world.things.map(({ object }) => object);

/** What the objects have in common: their type, or else their kind. */
function nounOf(options: readonly Nameable[]): string {
  const types = new Set(options.map(({ type }) => type));
  const [only = 'one'] = types;
  return types.size === 1 ? only : (options[0]?.kind ?? 'one');
}
