import type { HistoryPageFrame, StepUsage } from '@agentic-service-bot/protocol';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OperatorSession } from '../session/index.ts';
import { customerSays, FakeServer } from '../session/testing/fake-server.ts';
import { UsagePanel } from './usage-panel.tsx';

const AT = '2026-01-05T09:00:00Z';
const step: StepUsage = {
  model: 'test/large',
  inputTokens: 1_000,
  outputTokens: 20,
  cachedTokens: 400,
  dollars: 0.002,
  firstTokenMs: 300,
  ms: 900,
};

let server: FakeServer;

beforeEach(async () => {
  server = new FakeServer();
  const session = new OperatorSession(server.environment);
  session.start();
  await server.accept();
  const trail = session.usageTrail('c1');
  render(<UsagePanel trail={trail} now={Date.parse(AT)} />);
  void trail.refresh();
});
afterEach(cleanup);

const answer = (messages: HistoryPageFrame['messages'], more = false): Promise<void> =>
  act(() => server.answer('history', { type: 'history', conversationId: 'c1', messages, more, seq: 9 }));

const reply = (from: number, usage: StepUsage[]): HistoryPageFrame['messages'][number] => ({
  from,
  message: {
    id: `r${from}`,
    role: 'assistant',
    metadata: { author: 'bot', createdAt: AT },
    parts: [],
  },
  usage,
});

const panel = (): HTMLElement => screen.getByRole('region', { name: 'What the replies took' });
const click = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }));

test('sums up, and tells of each reply', async () => {
  await answer([
    reply(2, [step, { ...step, model: 'test/small' }]),
    reply(9, [{ ...step, firstTokenMs: 2_400 }]),
  ]);
  expect(panel().textContent).toContain('3,000 in (1,200 cached), 60 out');
  expect(panel().textContent).toContain('usually 300 ms, at most 2.4 s');
  expect(panel().textContent).toContain('$0.006');
  const [first, second] = within(panel()).getAllByRole('listitem');
  expect(first?.textContent).toMatch(/test\/large, test\/small.*first token 300 ms, all 1\.8 s.*\$0\.004/u);
  expect(second?.textContent).toMatch(/1,000 in \(400 cached\), 20 out.*first token 2\.4 s, all 900 ms/u);
});

test('says when no model was asked', async () => {
  expect(panel().textContent).toBe('What the replies took');
  await answer([]);
  expect(panel().textContent).toContain('no model has been asked');
});

test('says that it speaks of the latest messages only, and adds older ones', async () => {
  await answer([{ from: 60, message: customerSays('Hello') }], true);
  expect(panel().textContent).toContain('No model was asked for the latest messages.');
  click('Add older ones');
  await answer([reply(2, [step])]);
  expect(panel().textContent).toContain('1,000 in');
  expect(screen.queryByRole('button', { name: 'Add older ones' })).toBeNull();
});

test('says when it can’t be read, and tries again', async () => {
  await act(() => server.answer('history', { type: 'error', code: 'unavailable', message: '' }));
  expect(panel().textContent).toContain('can’t be read right now');
  click('Try again');
  await answer([reply(2, [step])]);
  expect(panel().textContent).toContain('1,000 in (400 cached), 20 out');
});
