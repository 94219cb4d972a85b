import { expect, test } from 'vitest';
import { yesOrNo } from './yes-no.ts';

test.each(['yes', 'Yes!', ' yep ', 'OK', 'do it.', 'Yes, please', 'go ahead', 'Y'])('%j is a yes', (text) => {
  expect(yesOrNo(text)).toBe(true);
});

test.each(['no', 'No.', 'no thanks', "don't", 'never mind', 'Cancel!', 'stop'])('%j is a no', (text) => {
  expect(yesOrNo(text)).toBe(false);
});

test.each([
  '',
  'yes but only the hall light',
  'no idea',
  'what would that cost?',
  'yesterday',
  'nobody',
  'yes and no',
])('%j is neither', (text) => {
  expect(yesOrNo(text)).toBeUndefined();
});
