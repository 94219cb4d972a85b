import { expect, test } from 'vitest';
import { compile } from '../grammar/grammar.ts';
import { tokenize } from '../language/token.ts';
import { bookshop } from '../testing/bookshop.ts';
import { readReference, type ObjectSlot } from './reference.ts';
import { labelOf, worldOf } from './world.ts';

const thing = (id: string, name: string, type: string, group: string) => ({
  kind: 'device',
  id,
  name,
  type,
  group,
  summary: '',
});
const things = [
  thing('ks', 'Kitchen speaker', 'speaker', 'kitchen'),
  thing('kl', 'Kitchen light', 'light', 'kitchen'),
  thing('ll', 'Living room light', 'light', 'living room'),
  thing('bl', 'Lamp', 'light', 'bedroom'),
  thing('ol', 'Lamp', 'light', 'office'),
  thing('gl', 'Garden lights', 'light', 'garden'),
];
const world = worldOf(things, compile(bookshop));
const any: ObjectSlot = { type: 'object', kind: 'device', many: true, types: [] };

function read(text: string, slot = any) {
  const reference = readReference(tokenize(text), slot, world)?.reference;
  if (reference === undefined) return undefined;
  return [reference.status, 'objects' in reference ? reference.objects.map(({ id }) => id).join(' ') : '']
    .join(' ')
    .trim();
}

test.each([
  ['the kitchen light', 'found kl'],
  ['my speaker', 'found ks'],
  ['the light in the living room', 'found ll'],
  ['the kitchen', 'found ks kl'],
  ['all lights', 'found kl ll bl ol gl'],
  ['the lights', 'found kl ll bl ol gl'],
  ['the lamps', 'found bl ol'],
  ['the garden lights', 'found gl'],
  ['the lamp', 'several bl ol'],
  ['the office lamp', 'found ol'],
  ['a light', 'several kl ll bl ol gl'],
  ['the kitchen and the living room light', 'found kl ll'],
  ['the speaker, the office lamp and the garden lights', 'found ks ol gl'],
  ['the lights in the kitchen and the bedroom', 'found kl bl'],
  ['everything', 'found ks kl ll bl ol gl'],
  ['everything in the kitchen', 'found ks kl'],
  ['all lights in the house', 'found kl ll bl ol gl'],
  ['every room', 'found ks kl ll bl ol gl'],
  ['the two lamps', 'found bl ol'],
  ['it', 'pronoun'],
  ['the second one', 'pronoun'],
  ['the former', 'pronoun'],
  ['the latter', 'pronoun'],
  ['the others', 'pronoun'],
  ['both', 'pronoun'],
  ['the garage light', 'unknown'],
  ['the fridge', 'unknown'],
  ['in the kitchen', undefined],
  ['the', undefined],
  ['light. Then', undefined],
  ['the light if', undefined],
  ['40', undefined],
  ['a very long name nobody ever heard of anywhere here', undefined],
])('%s: %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('says what exists, and does not fit', () => {
  expect(read('the office lamp', { ...any, types: ['speaker'] })).toBe('unfit ol');
  expect(read('the kitchen', { ...any, types: ['speaker'] })).toBe('found ks');
  expect(read('all devices', { ...any, types: ['display'] })).toBe('unknown');
});

test('tells twins apart by where they are', () => {
  const labels = things.map((object) => labelOf(object, things));
  expect(labels.slice(2, 4)).toEqual(['Living room light', 'Lamp (bedroom)']);
});
