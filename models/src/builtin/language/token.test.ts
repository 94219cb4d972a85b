import { expect, test } from 'vitest';
import { plainly } from './phrases.ts';
import { tokenize, written } from './token.ts';

const words = (text: string) => tokenize(text).map(({ word }) => word);

test.each([
  ["What's up?", ['what', 'is', 'up']],
  ["the speaker's volume", ['the', 'speaker', 'volume']],
  ['the kids’ room', ['the', 'kids', 'room']],
  ["don't, can’t, I'd", ['do', 'not', 'can', 'not', 'i', 'would']],
  ['at 7:30pm', ['at', '7:30', 'pm']],
  ['40% of Wi-Fi', ['40', 'percent', 'of', 'wi', 'fi']],
  ['pls turn teh TV on, thx', ['please', 'turn', 'the', 'tv', 'on', 'thanks']],
  ['🙂 …', []],
])('%s', (text, expected) => {
  expect(words(text)).toEqual(expected);
});

test('keeps the marks that end something', () => {
  expect(tokenize('yes, do! is it? now: a').map(({ word, mark }) => word + mark)).toEqual([
    'yes,',
    'do.',
    'is',
    'it?',
    'now,',
    'a',
  ]);
});

test('gives back what was written', () => {
  const text = 'play  Für Elise, please';
  const tokens = tokenize(text);
  expect(written(text, tokens.slice(1, 3))).toBe('Für Elise');
  expect(written(text, [])).toBe('');
});

test('says wordy things plainly', () => {
  const plain = (text: string) =>
    plainly(tokenize(text))
      .map(({ word, mark }) => word + mark)
      .join(' ');
  expect(plain('get rid of it, would you')).toBe('remove it, would you');
  expect(plain('deactivate all of them.')).toBe('turn off all them.');
});
