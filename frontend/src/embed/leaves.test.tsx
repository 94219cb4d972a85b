import { afterEach, expect, test } from 'vitest';
import { leaves } from './leaves.ts';

const press = (key: string, more: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, cancelable: true, ...more });

afterEach(() => {
  document.body.innerHTML = '';
});

test('Escape leaves the chat, another key does not', () => {
  expect(leaves(press('Escape'), document)).toBe(true);
  expect(leaves(press('Enter'), document)).toBe(false);
});

test('Escape that ends something in the chat does not', () => {
  expect(leaves(press('Escape', { isComposing: true }), document)).toBe(false);
  const taken = press('Escape');
  taken.preventDefault();
  expect(leaves(taken, document)).toBe(false);
  document.body.innerHTML = '<dialog open></dialog>';
  expect(leaves(press('Escape'), document)).toBe(false);
});
