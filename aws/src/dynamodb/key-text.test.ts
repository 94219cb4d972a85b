import { expect, test } from 'vitest';
import { keyText, partition, prefixOf } from './key-text.ts';

test('a sort key fits, whatever its parts hold', () => {
  const awkward = ['', 'x'.repeat(5_000), '\u0000'.repeat(300), '\ud800', '名'.repeat(400)];
  const keys = awkward.flatMap((a) => awkward.map((b) => keyText('object', a, b)));
  expect(new Set(keys).size).toBe(awkward.length ** 2);
  for (const key of keys) {
    expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1_024);
    expect(key.isWellFormed()).toBe(true);
  }
});

test('what a prefix finds has its parts, and more', () => {
  expect(keyText('object', 'device', 'x').startsWith(prefixOf('object', 'device'))).toBe(true);
  expect(keyText('object', 'devices', 'x').startsWith(prefixOf('object', 'device'))).toBe(false);
  expect(keyText('object', 'device').startsWith(prefixOf('object', 'device'))).toBe(false);
});

test('a partition key is the id itself, unless no key can be', () => {
  for (const id of ['cust_1', 'auth0|ä', 'a b']) expect(partition(id)).toBe(id);
  const awkward = ['', '\ud800', '\udc00', 'x'.repeat(3_000)].map(partition);
  expect(new Set(awkward).size).toBe(4);
  for (const key of awkward)
    expect(key.isWellFormed() && key !== '' && Buffer.byteLength(key) <= 2_048).toBe(true);
});
