import type { Message } from '@agentic-service-bot/protocol';
import { describe, expect, it } from 'vitest';
import { openQuestion, outcomeLine, type Call } from './calls.ts';
import { messageText } from './message-text.ts';

const titles = {
  actions: new Map([['device_power', 'Switching on and off']]),
  levels: new Map([['premium', 'Premium']]),
};
const call = (more: object): Call =>
  ({
    type: 'tool-device_power',
    toolCallId: 'c',
    input: {},
    state: 'output-available',
    ...more,
  }) as unknown as Call;

describe('how a call ended', () => {
  it.each([
    [{ output: { status: 'done', result: {} } }, '✓ Switching on and off'],
    [{ output: { status: 'failed', reason: 'It is away.' } }, '✗ Switching on and off: It is away.'],
    [{ output: { status: 'failed', reason: 'Which light?' } }, '? Switching on and off: Which light?'],
    [{ output: { status: 'unknown', reason: 'Who knows.' } }, '? Switching on and off: Who knows.'],
    [
      { output: { status: 'denied', reason: 'No.', requiredLevel: 'premium', alternatives: [] } },
      '✗ Switching on and off (needs Premium): No.',
    ],
    [
      { output: { status: 'denied', reason: 'No.', requiredLevel: 'newer', alternatives: [] } },
      '✗ Switching on and off (needs newer): No.',
    ],
    [{ output: { status: 'denied', reason: 'No.', alternatives: [] } }, '✗ Switching on and off: No.'],
    [{ output: 'of a newer server' }, '✓ Switching on and off'],
    [{ state: 'output-error', errorText: 'Broken.' }, '✗ Switching on and off: Broken.'],
    [
      { state: 'output-denied', approval: { id: 'a', approved: false } },
      '✗ Switching on and off: not approved',
    ],
    [
      { state: 'output-denied', approval: { id: 'a', approved: false, reason: 'A person took over.' } },
      '✗ Switching on and off: withdrawn. A person took over.',
    ],
    [{ state: 'input-available' }, undefined],
    [{ state: 'approval-requested', approval: { id: 'a' } }, undefined],
    [{ state: 'approval-responded', approval: { id: 'a', approved: true } }, undefined],
    [{ type: 'tool-absent', output: {} }, '✓ absent'],
    [{ type: 'dynamic-tool', toolName: 'other', output: {} }, '✓ other'],
    [{ title: 'The light', output: {} }, '✓ The light'],
  ])('%o', (more, line) => {
    expect(outcomeLine(call(more), titles)).toBe(line);
  });
});

describe('a question', () => {
  const message = (...parts: unknown[]) =>
    ({ id: 'm', role: 'assistant', metadata: {}, parts }) as unknown as Message;
  const text = { type: 'text', text: ' All right. ' };

  it('is what waits for a yes, and belongs to the words', () => {
    const descriptor = { title: 'Remove the lamp?', expiresAt: '' };
    const asking = message(text, call({ state: 'approval-requested', approval: { id: 'a', descriptor } }));

    expect(openQuestion(asking)).toEqual({ approvalId: 'a', title: 'Remove the lamp?' });
    expect(messageText(asking)).toBe('All right.\nRemove the lamp?');
  });

  it('is asked also when it comes without words', () => {
    const asking = message(call({ state: 'approval-requested', approval: { id: 'a' } }));

    expect(openQuestion(asking)?.title).toBe('May I?');
  });

  it('is none when nothing waits', () => {
    expect(openQuestion(message(text, call({ output: {} })))).toBeUndefined();
    expect(messageText(message(text, call({ output: {} })))).toBe('All right.');
  });
});
