import { expect, test } from 'vitest';
import type { PastOutcome } from '../dialogue/transcript.ts';
import { bookshop } from '../testing/bookshop.ts';
import { outcomeWords } from './outcome.ts';

const words = (
  outcome: PastOutcome | undefined,
  action = 'cancel_order',
  input: Record<string, unknown> = { order: 'o1' },
) => outcomeWords({ id: '1', action, input, outcome }, bookshop, 'reader');

test('what was done is told by the action', () => {
  expect(words({ status: 'done', result: {} })).toBe('The order is cancelled.');
});

test('what was done is told plainly, where the action can not tell it', () => {
  expect(words({ status: 'done', result: {} }, 'cancel_order', {})).toBe('That is done.');
  expect(words({ status: 'done', result: {} }, 'gone')).toBe('That is done.');
});

test('a refusal names the level that would allow it, and what is possible', () => {
  expect(
    words({ status: 'denied', reason: 'x', requiredLevel: 'member', alternatives: [] }, 'deliver_at'),
  ).toBe(
    'I am sorry, “Delivery times” is part of Member (€5/month), and you are on Reader (free). What you can use now: cancelling orders, buying books and talk to a person.',
  );
});

test('reasons of the business are passed on; those that speak to models are not', () => {
  expect(words({ status: 'denied', reason: 'It has left already.', alternatives: [] })).toBe(
    'It has left already.',
  );
  expect(words({ status: 'denied', reason: 'The customer said no.', alternatives: [] })).toBe(
    'That was not done, and nothing was changed.',
  );
  expect(words({ status: 'failed', reason: 'The input is not right: order.' })).toBe(
    'I am sorry, that did not work.',
  );
  expect(words({ status: 'unknown', reason: 'It is not known. A person will check.' })).toBe(
    'It is not known. A person will check.',
  );
});

test('what waits, or never ended, is not said to be done', () => {
  expect(words({ status: 'waiting', reason: 'x' })).toBe('That waits for your yes.');
  expect(words(undefined)).toBe('I could not finish that.');
});
