import { expect, test } from 'vitest';
import { numberOf, ordinalWord } from './numbers.ts';
import { tokenize } from './token.ts';

test.each([
  ['40', 40],
  ['40%', 40],
  ['forty', 40],
  ['twenty five', 25],
  ['twenty-five percent', 25],
  ['a hundred', 100],
  ['two hundred and ten', 210],
  ['zero', 0],
  ['seventeen', 17],
])('%s', (text, number) => {
  expect(numberOf(tokenize(text))).toBe(number);
});

test.each(['', 'percent', 'five twenty', '4 0', 'ten five', 'many', 'twenty many', 'and'])(
  '“%s” is no number',
  (text) => {
    expect(numberOf(tokenize(text))).toBeUndefined();
  },
);

test('knows places', () => {
  expect(ordinalWord('third')).toBe(3);
  expect(ordinalWord('three')).toBeUndefined();
});
