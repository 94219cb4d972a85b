import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Avatar } from './avatar.tsx';

afterEach(cleanup);

test.each([
  ['Ana Lima', 'AL'],
  ['Ana Maria Lima', 'AL'],
  ['ana', 'A'],
  ['🦊 fox', '🦊F'],
  ['  ', ''],
])('%j is %j', (name, initials) => {
  const { container } = render(<Avatar kind="person" name={name} />);
  expect(container.textContent).toBe(initials);
});
