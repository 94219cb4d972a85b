import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../definition/index.ts';
import { canonical, hash } from './hash.ts';

const shuffled = (value: Json): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => shuffled(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
};

const json = fc
  .jsonValue({ noUnicodeString: false })
  .filter((value) => !JSON.stringify(value).includes('__proto__'));

test('the order of keys does not count, anything else does', () => {
  expect(hash({ a: 1, b: [1, 2] })).toBe(hash({ b: [1, 2], a: 1 }));
  expect(hash({ a: 1, b: [1, 2] })).not.toBe(hash({ a: 1, b: [2, 1] }));
  expect(hash('1')).not.toBe(hash(1));
  expect(hash({ a: null })).not.toBe(hash({}));
});

test('canonical JSON is JSON of an equal value, whatever the order of keys', () => {
  fc.assert(
    fc.property(json, (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as Json;
      expect(JSON.parse(canonical(plain))).toEqual(plain);
      expect(hash(shuffled(plain))).toBe(hash(plain));
    }),
  );
});
