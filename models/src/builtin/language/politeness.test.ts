import { expect, test } from 'vitest';
import { asAsked } from './indirect.ts';
import { moodOf } from './mood.ts';
import { withoutCourtesies } from './politeness.ts';
import { tokenize } from './token.ts';

const words = (tokens: readonly { readonly word: string }[]) => tokens.map(({ word }) => word).join(' ');

test.each([
  ['Hey, could you please turn it on for me, thanks!', 'turn it on', true],
  ['okay then turn it on now please', 'turn it on', false],
  ['please', 'please', false],
  ['can you', 'can you', false],
])('%s', (text, bare, request) => {
  const read = withoutCourtesies(tokenize(text));
  expect([words(read.tokens), read.request]).toEqual([bare, request]);
  expect(tokenize(text)[read.skipped]?.word).toBe(read.tokens[0]?.word);
});

test.each([
  ['is the light on', 'question'],
  ['which lights are on?', 'question'],
  ['have you seen it', 'question'],
  ['have lights on', 'request'],
  ['do not turn it on', 'request'],
  ['lights on?', 'perhaps'],
  ['turn it on', 'request'],
])('%s: %s', (text, mood) => {
  expect(moodOf(tokenize(text), false)).toBe(mood);
});

test('a request that ends like a question is one', () => {
  expect(moodOf(tokenize('turn it on?'), true)).toBe('request');
});

test.each([
  ['tell me if the light is on', 'is the light on'],
  ['do you know whether it works', 'it works'],
  ['can you tell me what is on', 'what is on'],
])('%s asks: %s', (text, asked) => {
  expect(words(asAsked(tokenize(text)) ?? [])).toBe(asked);
});

test('tells that something is asked only where it is', () => {
  expect(asAsked(tokenize('tell me about it'))).toBeUndefined();
});
