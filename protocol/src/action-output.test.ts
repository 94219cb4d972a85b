import { expect, test } from 'vitest';
import { asksBack } from './action-output.ts';

test.each([
  [{ status: 'failed', reason: 'There are two lamps. Which one? ' }, true],
  [{ status: 'failed', reason: 'Which one? There is none.' }, false],
  [{ status: 'unknown', reason: 'Did it happen?' }, false],
  [{ status: 'denied', reason: 'Who are you?' }, false],
  [{ status: 'done' }, false],
  [{}, false],
] as const)('%j asks back: %s', (outcome, asks) => {
  expect(asksBack(outcome)).toBe(asks);
});
