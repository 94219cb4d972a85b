import { expect, test } from 'vitest';
import { clientFrame } from './client-frame.ts';
import { CUSTOMER_ACTIONS, OPERATOR_ACTIONS } from './roles.ts';

test('every action is for customers, for operators, or for both', () => {
  const actions = clientFrame.options.map((option) => option.shape.action.value);
  expect([...new Set([...CUSTOMER_ACTIONS, ...OPERATOR_ACTIONS])].sort()).toEqual(actions.sort());
});

test('both follow and read conversations', () => {
  expect([...CUSTOMER_ACTIONS].filter((action) => OPERATOR_ACTIONS.has(action)).sort()).toEqual([
    'hello',
    'history',
    'ping',
    'resume',
  ]);
});
