import { expect, it } from 'vitest';
import { passHat } from './pass.ts';

it.each([
  [1, 4, 4, 1],
  [1, 3, 4, 0.75],
  [4, 4, 4, 1],
  [4, 3, 4, 0],
  [2, 3, 4, 0.5],
  [4, 0, 8, 0],
])('pass^%i of %i in %i is %d', (k, passed, trials, probability) => {
  expect(passHat(k, passed, trials)).toBeCloseTo(probability, 12);
});

it('needs as many trials', () => {
  expect(() => passHat(4, 3, 3)).toThrow('at least 4 trials');
});
