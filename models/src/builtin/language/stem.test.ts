import { expect, test } from 'vitest';
import { isPlural, stem } from './stem.ts';

test.each([
  ['lights', 'light'],
  ['switches', 'switch'],
  ['batteries', 'battery'],
  ['moved', 'move'],
  ['moving', 'move'],
  ['playing', 'play'],
  ['stopped', 'stop'],
  ['are', 'is'],
  ['has', 'have'],
])('%s and %s are one', (one, other) => {
  expect(stem(one)).toBe(stem(other));
});

test.each(['this', 'bus', 'morning', 'red', 'bass', 'bring'])('%s is as it is', (word) => {
  expect(stem(word)).toBe(word);
});

test.each([
  ['speakers', true],
  ['glass', false],
  ['news', false],
  ['tv', false],
])('whether %s is a plural: %s', (word, plural) => {
  expect(isPlural(word)).toBe(plural);
});
