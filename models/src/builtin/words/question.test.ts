import { objectIds, text, wholeNumber, slots, type Slot } from '@agentic-service-bot/bot/definition';
import { expect, test } from 'vitest';
import type * as z from 'zod';
import { compile } from '../grammar/grammar.ts';
import type { Gap } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { worldOf } from '../slots/world.ts';
import { bookshop } from '../testing/bookshop.ts';
import { questionOf } from './question.ts';

const thing = (id: string, name: string, type: string) => ({
  kind: 'device',
  id,
  name,
  type,
  group: `room ${id}`,
  summary: '',
});
const lamps = [thing('1', 'Lamp', 'light'), thing('2', 'Lamp', 'light')];
const all = [...lamps, thing('3', 'Radio', 'speaker')];
const grammar = compile(bookshop);
const context = {
  customer: { name: '', level: 'reader', timeZone: 'UTC' },
  now: '2026-01-01T00:00:00Z',
  objects: [],
};
const scene: Scene = { grammar, world: worldOf(all, grammar), context, focus: [] };

const ask = (schema: z.ZodType, gap: Partial<Gap>, name = 'devices') =>
  questionOf(
    {
      field: { name, slot: slots.get(schema) as Slot, required: true, schema, byKind: false },
      why: 'missing',
      options: all,
      words: '',
      ...gap,
    },
    scene,
  );

test('which of several, told apart', () => {
  const schema = objectIds('device');
  expect(ask(schema, { why: 'several', options: lamps })).toBe(
    'Which light: Lamp (room 1) or Lamp (room 2)?',
  );
  expect(ask(schema, { why: 'several' })).toBe('Which device: Lamp (room 1), Lamp (room 2) or Radio?');
});

test('what is missing, with what there is', () => {
  expect(ask(objectIds('device', { ask: 'Which one?' }), {})).toBe(
    'Which one? There are Lamp (room 1), Lamp (room 2) and Radio.',
  );
  expect(ask(objectIds('device'), { options: lamps.slice(1) })).toBe(
    'Which device do you mean? There is Lamp (room 2).',
  );
  expect(ask(objectIds('device'), { options: Array.from({ length: 7 }, () => all).flat() })).toBe(
    'Which device do you mean?',
  );
  expect(ask(text(), {}, 'book_title')).toBe('What is the book title?');
});

test('what was not found, does not fit, or is not right', () => {
  const schema = objectIds('device', { ask: 'Which one?' });
  expect(ask(schema, { why: 'unknown', words: 'the fridge', options: lamps.slice(1) })).toBe(
    'I could not find “the fridge”. Which one? There is Lamp (room 2).',
  );
  expect(ask(schema, { why: 'unknown' })).toContain('I could not find that.');
  expect(ask(schema, { why: 'unfit', options: lamps.slice(1) })).toBe(
    'That does not work with Lamp (room 2). Which one?',
  );
  expect(ask(wholeNumber(1, 9, { ask: 'How many?' }), { why: 'invalid', words: '50' })).toBe(
    '“50” does not work here. How many?',
  );
});

test('nothing is asked where there is nothing to choose from', () => {
  expect(ask(objectIds('device'), { options: [] })).toBe('I could not find any device of yours.');
  expect(ask(objectIds('device', { types: ['light', 'switch'] }), { why: 'unknown', options: [] })).toBe(
    'I could not find any light or switch of yours.',
  );
});
