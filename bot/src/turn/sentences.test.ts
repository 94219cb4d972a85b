import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SENTENCE_CHARS_MAX } from './limits.ts';
import { Sentences, unended } from './sentences.ts';

const cut = (text: string, sizes: readonly number[]): string[] => {
  const sentences = new Sentences();
  const out: string[] = [];
  let rest = text;
  for (const size of sizes) {
    out.push(...sentences.push(rest.slice(0, size)));
    rest = rest.slice(size);
  }
  return [...out, ...sentences.push(rest), ...sentences.flush()];
};

test('a sentence is complete once white space follows its end', () => {
  const sentences = new Sentences();
  expect(sentences.push('It is on. The volume is 4')).toEqual(['It is on. ']);
  expect(sentences.push('0.5 now! ')).toEqual(['The volume is 40.5 now! ']);
  expect(sentences.push('Anything else')).toEqual([]);
  expect(sentences.flush()).toEqual(['Anything else']);
  expect(sentences.flush()).toEqual([]);
});

test('closing quotes and brackets belong to their sentence, a line break ends one', () => {
  expect(cut('He said “Hello.” Then (he left.) Bye\nNow', [3])).toEqual([
    'He said “Hello.” ',
    'Then (he left.) ',
    'Bye\n',
    'Now',
  ]);
});

test('joined, the sentences are the text, and its pieces do not matter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(20)), (text, sizes) => {
      expect(cut(text, sizes).join('')).toBe(text);
      // A mark at the end of a piece may be followed by more marks: only whole texts can be compared.
      expect(cut(text, []).join('')).toBe(text);
    }),
  );
});

test('what never ends is cut, behind a space where there is one, and never within a character', () => {
  const words = 'word '.repeat(SENTENCE_CHARS_MAX);
  expect(cut(words, []).every((piece) => piece.length <= SENTENCE_CHARS_MAX && piece.endsWith(' '))).toBe(
    true,
  );
  const faces = `!${'😀'.repeat(SENTENCE_CHARS_MAX)}`;
  expect(cut(faces, []).every((piece) => piece.length <= SENTENCE_CHARS_MAX && piece.isWellFormed())).toBe(
    true,
  );
  expect(cut(faces, []).join('')).toBe(faces);
});

test.each([
  ['', ''],
  ['It is on. The volume is ', 'The volume is '],
  ['It is on.', ''],
  ['He said “Hello.” ', ''],
  ['One\nTwo', 'Two'],
  ['At 7.30 the lamp', 'At 7.30 the lamp'],
  ['x'.repeat(SENTENCE_CHARS_MAX + 1), 'x'.repeat(SENTENCE_CHARS_MAX)],
])('the last sentence of %j without an end is %j', (text, last) => {
  expect(unended(text)).toBe(last);
});
