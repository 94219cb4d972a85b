import * as z from 'zod';
import { expect, test } from 'vitest';
import {
  choice,
  defineAction,
  defineService,
  denied,
  done,
  objectId,
  objectIds,
  plannedCalls,
  schedule,
  slots,
  text,
  wholeNumber,
} from './index.ts';

const level = (name: string) =>
  ({
    name,
    title: name,
    price: 'free',
    priority: 'standard',
    limits: new Map<string, number>(),
    tokensPerDay: 1,
  }) as const;
const action = (name: string, of = 'basic') =>
  defineAction({
    name,
    title: name,
    description: name,
    level: of,
    effect: 'read',
    input: z.object({}),
    examples: [],
    claims: [],
    receipt: () => '',
    run: () => Promise.resolve(done(null)),
  });
const base = {
  name: 'shop',
  version: '1',
  title: 'Shop',
  levels: [level('basic')],
  defaultLevel: 'basic',
  instructions: '',
};

test('a service holds its actions by name, with the way to a person, and needs nothing more', async () => {
  const service = defineService({ ...base, actions: [action('look')] });
  expect([...service.actions.keys()]).toEqual(['look', 'request_human']);
  expect(service.suggestions).toEqual([]);
  expect(service.demo).toEqual({ customers: [], operators: [] });
  const context = {
    customer: { id: 'c', name: '', level: 'basic', timeZone: 'UTC' },
    service,
    objects: { get: () => Promise.resolve(undefined), list: () => Promise.resolve([]) },
  };
  expect(await service.nameables(context)).toEqual([]);
  expect(await service.timer('t', context)).toBeUndefined();
});

test.each([
  [
    'two levels of one name',
    { levels: [level('basic'), level('basic')], actions: [] },
    'two levels of one name',
  ],
  ['an unknown default level', { defaultLevel: 'gold', actions: [] }, 'defaultLevel names the level "gold"'],
  [
    'an action on an unknown level',
    { actions: [action('look', 'gold')] },
    'the action "look" names the level "gold"; there are: basic',
  ],
  ['two actions of one name', { actions: [action('look'), action('look')] }, 'two actions named "look"'],
  ['a name that no tool may have', { actions: [action('Look Up')] }, '"Look Up" is not snake_case'],
  [
    'an input in which no id is found',
    { actions: [{ ...action('look'), input: z.object({ pair: z.tuple([objectId('device')]) }) }] },
    'the action "look": Its input has a tuple',
  ],
  [
    'an example with a field that there is not',
    { actions: [{ ...action('look'), examples: [{ say: 'look at {ordr:the atlas}', input: {} }] }] },
    'the action "look": the example "look at {ordr:the atlas}" fills "ordr"; its input has no field.',
  ],
  [
    'hours that are none',
    {
      actions: [],
      supportHours: { timeZone: 'UTC', days: ['monday'] as const, from: '9', to: '17:00' },
    },
    'supportHours: from: write a time',
  ],
])('%s is refused at start', (_, more, message) => {
  expect(() => defineService({ ...base, ...more })).toThrow(message);
});

test('fields carry their slot beside their schema', () => {
  const field = choice({ up: ['louder'], down: ['quieter'] }, { ask: 'Up or down?' });
  expect(slots.get(field)).toEqual({
    type: 'choice',
    words: new Map([
      ['up', ['louder']],
      ['down', ['quieter']],
    ]),
    ask: 'Up or down?',
  });
  expect(field.safeParse('up').success).toBe(true);
  expect(field.safeParse('left').success).toBe(false);
  expect(slots.get(objectId('device', { types: ['speaker'] }))).toEqual({
    type: 'object',
    kind: 'device',
    many: false,
    types: ['speaker'],
  });
  expect(slots.get(objectIds('device'))).toEqual({ type: 'object', kind: 'device', many: true, types: [] });
  expect(slots.get(text({ vocabulary: ['hall'] }))).toEqual({ type: 'text', vocabulary: ['hall'] });
  expect(wholeNumber(0, 100).safeParse(101).success).toBe(false);
  expect(schedule().safeParse({ at: '07:00', days: ['monday'] }).success).toBe(true);
  expect(schedule().safeParse({ at: '24:00', days: ['monday'] }).success).toBe(false);
  expect(plannedCalls().safeParse([{ action: 'x', input: { a: [1] } }]).success).toBe(true);
  expect(JSON.stringify(z.toJSONSchema(z.object({ field })))).not.toContain('louder');
});

test('a description reaches the schema that models read', () => {
  expect(z.toJSONSchema(z.object({ room: text({ description: 'Which room.' }) })).properties).toMatchObject({
    room: { description: 'Which room.' },
  });
});

test('a refusal offers nothing unless told', () => {
  expect(denied('No.')).toEqual({ status: 'denied', reason: 'No.', alternatives: [] });
});

test('what a level and a demo customer leave out is the usual', () => {
  const { defaultLevel: _, ...rest } = base;
  const ann = { id: 'ann', name: 'Ann', level: 'reader', timeZone: 'UTC', objects: [] };
  const service = defineService({
    ...rest,
    levels: [{ name: 'reader', title: 'Reader', price: 'free' }],
    actions: [],
    demo: { customers: [ann] },
  });
  expect(service.defaultLevel).toBe('reader');
  expect(service.levels).toMatchObject([{ priority: 'standard', limits: new Map(), tokensPerDay: 200_000 }]);
  expect(service.demo).toEqual({ operators: [], customers: [{ ...ann, timers: [] }] });
});

test('a service without a level is a mistake', () => {
  expect(() => defineService({ ...base, levels: [], actions: [] })).toThrow('needs a level');
});
