import { expect, test } from 'vitest';
import { figuresOf } from './usage-figures.ts';
import type { UsageFigures } from './usage-figures.ts';
import { costInWords, time, tokensInWords, waitInWords } from './usage-words.ts';

const step = { model: 'test/one', inputTokens: 1_000, outputTokens: 20, cachedTokens: 0, ms: 900 };
const reply = (...steps: (typeof step & { dollars?: number; firstTokenMs?: number })[]): UsageFigures =>
  figuresOf([{ messageId: 'm', at: '', steps }]);

test('tokens are those of all the messages; what came from a cache is named where there is any', () => {
  expect(tokensInWords(reply(step, step))).toBe('2,000 in, 40 out');
  expect(tokensInWords(reply({ ...step, cachedTokens: 300 }))).toBe('1,000 in (300 cached), 20 out');
});

test.each([
  [reply({ ...step, dollars: 0 }), 'free'],
  [reply({ ...step, dollars: 0.00123 }, { ...step, dollars: 0.001 }), '$0.0022'],
  [reply({ ...step, dollars: 1.5 }), '$1.50'],
  [reply(step), 'not known'],
  [reply({ ...step, dollars: 0.5 }, step), '$0.5 and more: not every price is known'],
])('a cost in words: %#', (figures, words) => {
  expect(costInWords(figures)).toBe(words);
});

test('how long the first token took is each reply’s first message’s', () => {
  const took = (firstTokenMs: number) => ({
    messageId: `${firstTokenMs}`,
    at: '',
    steps: [
      { ...step, firstTokenMs },
      { ...step, firstTokenMs: 9_999 },
    ],
  });
  expect(waitInWords(figuresOf([took(80)]))).toBe('80 ms');
  expect(waitInWords(figuresOf([took(2_100), took(80), took(700)]))).toBe('usually 700 ms, at most 2.1 s');
  expect(waitInWords(reply(step))).toBe('not known');
  expect(waitInWords(figuresOf([]))).toBe('not known');
});

test('a time is in the unit that fits', () => {
  expect(time(79.6)).toBe('80 ms');
  expect(time(1_000)).toBe('1.0 s');
});
