import type { Nameable } from '@agentic-service-bot/bot/definition';
import { functionWords } from '../language/function-words.ts';
import type { Token } from '../language/token.ts';
import { QUANTIFIERS, type Reference } from '../slots/reference.ts';
import type { World } from '../slots/world.ts';
import type { Scene } from './scene.ts';

const THERE = new Set(['there', 'here']);
const BEING = new Set(['is', 'are', 'was', 'were']);

/** What is where a clause says that somebody is, or something happens: `it is dark in the garden`. */
export function placeIn(tokens: readonly Token[], world: World): readonly Nameable[] | undefined {
  return [...world.groups]
    .map(([key, group]) => ({ stems: key.split(' '), group }))
    .filter(({ stems }) => stems[0] !== '' && hasRun(tokens, stems))
    .sort((a, b) => b.stems.length - a.stems.length)
    .map(({ group }) => inGroup(group, world))[0];
}

/** Whether a clause is nothing but a place: `kitchen: light off`. */
export const isPlace = (tokens: readonly Token[], { groups }: World): boolean =>
  [...groups.keys()].some((key) => {
    const stems = new Set(key.split(' '));
    return (
      hasRun(tokens, [...stems]) &&
      tokens.every(({ word, stem }) => stems.has(stem) || functionWords.has(word))
    );
  });

const hasRun = (tokens: readonly Token[], stems: readonly string[]): boolean =>
  tokens.some((_, at) => stems.every((stem, offset) => tokens[at + offset]?.stem === stem));

const inGroup = (group: string | undefined, { things }: World): Nameable[] =>
  things.map(({ object }) => object).filter((object) => object.group === group);

/** Whether a clause points at a place that was spoken of: `turn off everything there`. */
export const pointsThere = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ word }, index) =>
      THERE.has(word) &&
      index > 0 &&
      !BEING.has(tokens[index - 1]?.word ?? '') &&
      tokens.slice(index + 1).every((next) => functionWords.has(next.word)),
  );

/** The scene of a clause, with the place that is spoken of: one that was named, or where the things are that were spoken of. */
export function inPlaceOf(
  place: readonly Nameable[] | undefined,
  tokens: readonly Token[],
  scene: Scene,
): Scene {
  const there = pointsThere(tokens);
  const groups = new Set(scene.focus.map(({ group }) => group));
  const [group] = groups;
  const meant =
    place ?? (there && group !== undefined && groups.size === 1 ? inGroup(group, scene.world) : undefined);
  return meant === undefined ? scene : { ...scene, place: { objects: meant, there } };
}

/** Of the objects that words name, those in the place that is spoken of; who says `all` means all, unless they say `there`. */
export function inPlace(reference: Reference, said: string, { place }: Scene): Reference {
  if (place === undefined || (reference.status !== 'found' && reference.status !== 'several'))
    return reference;
  if (!place.there && said.split(' ').some((word) => QUANTIFIERS.has(word.toLowerCase()))) return reference;
  const ids = new Set(place.objects.map(({ id }) => id));
  const objects = reference.objects.filter(({ id }) => ids.has(id));
  if (objects.length === 0) return reference;
  if (reference.status === 'found') return { ...reference, objects };
  return objects.length === 1 ? { status: 'found', objects, all: false } : { ...reference, objects };
}
