import { expect, test } from 'vitest';
import * as z from 'zod';
import { checkObjectIds, objectIdsIn } from './object-ids.ts';
import { objectId, objectIds, plannedCalls, schedule } from './slot.ts';

const order = objectId('order');

test('finds the ids of objects wherever they may stand', () => {
  const schema = z.object({
    plain: order,
    described: objectId('order').describe('Which one.'),
    many: objectIds('device'),
    optional: order.optional(),
    exact: z.exactOptional(order),
    keyed: z.record(order, z.number()),
    rest: z.object({ note: z.string() }).catchall(order),
    nullable: order.nullable(),
    usual: order.default('the usual'),
    caught: order.catch('none'),
    constant: order.readonly(),
    changed: order.transform((id) => id.toLowerCase()),
    inner: z.object({ deep: z.object({ order }) }),
    list: z.array(order),
    lists: z.array(z.object({ order })),
    either: z.union([z.object({ by: z.literal('id'), order }), z.object({ by: z.literal('name') })]),
    named: z.record(z.string(), order),
    words: z.string(),
  });
  const input = schema.parse({
    plain: '1',
    described: '2',
    many: ['a', 'b'],
    optional: '3',
    exact: '16',
    keyed: { 17: 1 },
    rest: { note: 'order 20', any: '18', other: '19' },
    nullable: '4',
    caught: '5',
    constant: '6',
    changed: 'VII',
    inner: { deep: { order: '8' } },
    list: ['9', '10'],
    lists: [{ order: '11' }, { order: '12' }],
    either: { by: 'id', order: '13' },
    named: { first: '14' },
    words: 'order 15',
  });

  const found = objectIdsIn(schema, input);

  expect(found.filter(({ kind }) => kind === 'device').map(({ id }) => id)).toEqual(['a', 'b']);
  const orders = [
    '1',
    '2',
    '3',
    '4',
    'the usual',
    '5',
    '6',
    'vii',
    ...'8 9 10 11 12 13 14 16 17 18 19'.split(' '),
  ];
  expect(new Set(found.filter(({ kind }) => kind === 'order').map(({ id }) => id))).toEqual(new Set(orders));
});

test('what is left out names nothing', () => {
  const schema = z.object({ a: order.optional(), b: order.nullable(), c: z.object({ order }).optional() });
  expect(objectIdsIn(schema, { b: null })).toEqual([]);
});

test.each([
  ['lazy', z.lazy(() => order)],
  ['intersection', z.intersection(z.object({ order }), z.object({}))],
  ['map', z.array(z.map(z.string(), order))],
  ['set', z.set(order).optional()],
  ['tuple', z.object({ pair: z.tuple([order, order]) })],
])('a %s, in which none would be found, is refused', (type, field) => {
  expect(() => checkObjectIds(z.object({ field }))).toThrow(`Its input has a ${type}`);
});

test('an input that has itself in it is refused', () => {
  const node = z.object({
    get children() {
      return z.array(node);
    },
  });
  expect(() => checkObjectIds(node)).toThrow('Its input has itself in it');
});

test('fields with a slot are known', () => {
  const schema = z.object({ order, orders: objectIds('order'), when: schedule(), what: plannedCalls() });
  expect(() => checkObjectIds(schema)).not.toThrow();
});
