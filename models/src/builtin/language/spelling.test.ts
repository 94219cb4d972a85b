import { expect, test } from 'vitest';
import { corrected, editDistance } from './spelling.ts';
import { tokenize } from './token.ts';

const KNOWN = [
  new Set([
    'turn',
    'off',
    'kitchen',
    'light',
    'list',
    'mute',
    'unmute',
    'move',
    'thermostat',
    'speaker',
    'speakers',
  ]),
];
const right = (text: string) =>
  corrected(tokenize(text), KNOWN)
    .map(({ word }) => word)
    .join(' ');

test.each([
  ['kichen', 'kitchen'],
  ['ligth', 'light'],
  ['ligt', 'light'],
  ['termostat', 'thermostat'],
  ['tehrmostta', 'thermostat'],
  ['trun', 'turn'],
  ['turn of', 'turn off'],
])('%s is %s', (wrong, meant) => {
  expect(right(wrong)).toBe(meant);
});

test.each(['movie', 'night', 'of the kitchen', 'xyzzy', 'umute', 'lst', '1234'])('%s stays', (text) => {
  expect(right(text)).toBe(text);
});

test('counts slips up to a limit', () => {
  expect(editDistance('kitchen', 'kitchen', 2)).toBe(0);
  expect(editDistance('kithcen', 'kitchen', 2)).toBe(1);
  expect(editDistance('abc', 'xyz', 1)).toBe(2);
});
