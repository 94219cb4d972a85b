import { smartHome } from '@agentic-service-bot/smart-home';
import { expect, test } from 'vitest';
import { compile } from '../grammar/grammar.ts';
import { worldOf } from '../slots/world.ts';
import { keptAtLeast, keptIn } from './kept.ts';
import { isPlace, placeIn, pointsThere } from './place.ts';
import { wordsOf } from './understand.ts';

const grammar = compile(smartHome);
const object = (id: string, type: string, name: string, group: string) => ({
  kind: 'device',
  id,
  type,
  name,
  group,
  summary: '',
});
const objects = [
  object('lamp', 'light', 'Kitchen light', 'kitchen'),
  object('tv', 'display', 'TV', 'living room'),
  object('heat', 'thermostat', 'Thermostat', 'living room'),
];
const context = {
  customer: { name: '', level: 'basic', timeZone: 'UTC' },
  now: '2026-03-02T10:00:00Z',
  objects,
};
const scene = { grammar, world: worldOf(objects, grammar), context, focus: objects.slice(1, 2) };
const words = (text: string) => wordsOf(text, scene);
const ids = (kept: { readonly objects: readonly { readonly id: string }[] } | undefined) =>
  kept?.objects.map(({ id }) => id);

test.each([
  ['leave the heating on', ['heat']],
  ['leave it alone', ['tv']],
  ['leave the kitchen light as it is', ['lamp']],
  ['not the kitchen light', ['lamp']],
])('“%s” wants something left as it is', (text, kept) => {
  expect(ids(keptIn(words(text), scene))).toEqual(kept);
});

test.each([
  'leave',
  'leave the house',
  'leave the TV and go',
  'not now',
  'not the TV, the lamp',
  'turn it on',
])('“%s” does not', (text) => {
  expect(keptIn(words(text), scene)).toBeUndefined();
});

test('what must not be done in words that the service does not know leaves what it names as it is', () => {
  expect(ids(keptAtLeast(words('do not touch the TV'), scene))).toEqual(['tv']);
  expect(keptAtLeast(words('do not worry'), scene)).toBeUndefined();
  expect(keptAtLeast(words('touch the TV'), scene)).toBeUndefined();
});

test('a clause says where something is, may be nothing but a place, or may point at one', () => {
  expect(placeIn(words('it is dark in the living room'), scene.world)?.map(({ id }) => id)).toEqual([
    'tv',
    'heat',
  ]);
  expect(placeIn(words('it is dark outside'), scene.world)).toBeUndefined();
  expect(isPlace(words('in the kitchen'), scene.world)).toBe(true);
  expect(isPlace(words('cook in the kitchen'), scene.world)).toBe(false);
  expect(pointsThere(words('turn off everything there please'))).toBe(true);
  expect(pointsThere(words('is there music'))).toBe(false);
});
