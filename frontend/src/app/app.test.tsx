import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppModel } from './app-model.ts';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FakeBrowser } from './testing/fake-browser.ts';

let browser: FakeBrowser;
let model: AppModel;

beforeEach(() => {
  browser = new FakeBrowser();
  model = new AppModel(browser.environment);
});
afterEach(cleanup);

async function open(): Promise<void> {
  render(<App model={model} />);
  await act(() => model.load());
}

const choose = async (name: RegExp): Promise<void> => {
  fireEvent.click(screen.getByRole('button', { name }));
  await act(() => browser.server.accept());
};

describe('the first page', () => {
  test('offers customers with their level, and operators', async () => {
    await open();
    expect(screen.getByRole('heading', { name: 'Choose who you are' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Ana Lima Basic' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Sam Rivera Operator' })).toBeDefined();
  });

  test('speaks of no customer service where nobody can be it', async () => {
    const customers = [{ id: 'c1', name: 'Ana Lima', serviceLevel: 'basic' }];
    browser.answers.set('/demo/principals', () => Response.json({ customers, operators: [] }));
    await open();
    expect(screen.getByRole('button', { name: 'Ana Lima Basic' })).toBeDefined();
    expect(screen.queryByText(/customer service/iu)).toBeNull();
  });

  test('leads a customer to the chat, and back', async () => {
    await open();
    await choose(/Ana Lima/u);
    expect(screen.getByRole('textbox', { name: 'Write a message' })).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Switch to somebody else' }));
    expect(await screen.findByRole('heading', { name: 'Choose who you are' })).toBeDefined();
  });

  test('leads an operator to the inbox', async () => {
    await open();
    await choose(/Sam Rivera/u);
    expect(screen.getByRole('navigation', { name: 'Inbox' })).toBeDefined();
  });

  test('explains how to sign in where there is no demo', async () => {
    browser.answers.delete('/demo/principals');
    await open();
    expect(screen.getByRole('heading', { name: 'Please sign in' })).toBeDefined();
  });

  test('offers to try again when the server can’t be reached', async () => {
    const answer = browser.answers.get('/demo/principals');
    browser.answers.set('/demo/principals', () => new Error('refused'));
    await open();
    expect(screen.getByRole('heading', { name: 'The server can’t be reached' })).toBeDefined();
    if (answer) browser.answers.set('/demo/principals', answer);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Choose who you are' })).toBeDefined();
  });
});

test('a page that fails says that nothing is lost', () => {
  const Broken = (): never => {
    throw new Error('a bug');
  };
  const report = (event: Event): void => event.preventDefault();
  addEventListener('error', report);
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
    { onCaughtError: () => undefined },
  );
  removeEventListener('error', report);
  expect(screen.getByText(/Nothing is lost/u)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined();
});
