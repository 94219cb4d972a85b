import { expect, test } from 'vitest';
import { tokenize } from '../language/token.ts';
import { segment } from './segment.ts';

/** Cuts where that makes known parts. */
function cut(text: string, known: readonly string[], weakly = false): string[] {
  const tokens = tokenize(text);
  return segment<string>(
    tokens,
    (start, end, _before, most) => {
      const words = tokens.slice(start, end).map(({ word }) => word);
      const cost = known.includes(words.join(' ')) ? 0 : words.length;
      return cost > most ? undefined : { value: words.join(' '), cost };
    },
    weakly,
  );
}

test('cuts at the joints, where that helps', () => {
  expect(cut('turn on a and b, then play c. stop', ['turn on a and b', 'play c', 'stop'])).toEqual([
    'turn on a and b',
    'play c',
    'stop',
  ]);
});

test('leaves together what belongs together', () => {
  expect(cut('play this and that', ['play this and that'])).toEqual(['play this and that']);
});

test('does not join sentences', () => {
  expect(cut('a! and. b', ['a and b'])).toEqual(['a', 'b']);
});

test('cuts before small words only where it is told to', () => {
  expect(cut('play c at volume 3', ['play c', 'at volume 3'])).toEqual(['play c at volume 3']);
  expect(cut('play c at volume 3', ['play c', 'at volume 3'], true)).toEqual(['play c', 'at volume 3']);
});

test('bears any number of joints', () => {
  expect(cut(Array.from({ length: 40 }, () => 'a').join(' and '), ['a']).length).toBeLessThanOrEqual(8);
  expect(cut('', [])).toEqual([]);
  expect(cut('and, and.', [])).toEqual([]);
});
