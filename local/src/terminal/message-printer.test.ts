import type { Message, MessagePart } from '@agentic-service-bot/protocol';
import { expect, it } from 'vitest';
import { MessagePrinter } from './message-printer.ts';

const message = (...parts: MessagePart[]): Message => ({
  id: 'm',
  role: 'assistant',
  metadata: { author: 'bot', createdAt: '2026-05-04T10:00:00.000Z' },
  parts,
});
const text = (words: string): MessagePart => ({ type: 'text', text: words });
const call = (state: 'input-available' | 'output-available'): MessagePart => ({
  type: 'tool-light',
  toolCallId: 'c',
  input: {},
  state,
  output: { status: 'done', result: 1 },
});

function print(...states: Message[]): string {
  let shown = '';
  const titles = { actions: new Map([['light', 'The light']]), levels: new Map<string, string>() };
  const printer = new MessagePrinter((more) => (shown += more), titles);
  for (const state of states) printer.print(state);
  printer.end();
  printer.end();
  return shown;
}

it('prints what is new, each time', () => {
  expect(
    print(
      message(),
      message({ type: 'step-start' }),
      message({ type: 'step-start' }, text('One ')),
      message({ type: 'step-start' }, text('One moment.')),
      message({ type: 'step-start' }, text('One moment.'), call('input-available')),
      message({ type: 'step-start' }, text('One moment.'), call('output-available')),
      message({ type: 'step-start' }, text('One moment.'), call('output-available'), text('Done.')),
    ),
  ).toBe('One moment.\n  ✓ The light\nDone.\n');
});

it('says so when something was taken back', () => {
  expect(print(message(text('I am')), message(), message(text('It is')), message(text('It is off.')))).toBe(
    'I am\n… I have to start that again.\nIt is off.\n',
  );
});
