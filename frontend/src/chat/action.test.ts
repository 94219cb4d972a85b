import { describe, expect, test } from 'vitest';
import { Titles } from '../ui/titles.ts';
import { describeAction, hasWords, isVisible } from './action.ts';
import type { ToolPart } from './action.ts';

const info = { description: '', allowed: true, requiredLevel: 'basic' };
const titles = new Titles({
  actions: [{ ...info, name: 'volume_control', title: 'Volume' }],
  levels: [{ name: 'premium', title: 'Gold' }],
});

const call = { type: 'tool-volume_control', toolCallId: 'c', input: {} } as const;
const show = (part: ToolPart, writing = false): ReturnType<typeof describeAction> =>
  describeAction(part, titles, writing);
const withOutput = (output: unknown): ToolPart => ({ ...call, state: 'output-available', output });

describe('what came of an action', () => {
  test('runs while its message is written, and was stopped if that ended first', () => {
    expect(show({ ...call, state: 'input-available' }, true)).toMatchObject({
      title: 'Volume',
      state: 'running',
    });
    expect(show({ ...call, state: 'input-available' }).state).toBe('stopped');
  });

  test('done', () => {
    expect(show(withOutput({ status: 'done', result: {} })).state).toBe('done');
    expect(show(withOutput('from another server')).state).toBe('done');
  });

  test('denied names the level that it needs', () => {
    const output = {
      status: 'denied',
      reason: 'Not in Basic.',
      requiredLevel: 'premium',
      alternatives: ['device_status', 'new_one'],
    };
    expect(show(withOutput(output))).toEqual({
      title: 'Volume',
      about: '',
      state: 'denied',
      reason: 'Not in Basic.',
      requiredLevel: 'Gold',
    });
  });

  test.each(['failed', 'unknown'])('%s says why', (status) => {
    expect(show(withOutput({ status, reason: 'Unplugged.' }))).toMatchObject({
      state: status,
      reason: 'Unplugged.',
    });
  });

  test('what lacks something and asks for it has not gone wrong', () => {
    expect(show(withOutput({ status: 'failed', reason: 'That is two lamps. Which one?' }))).toMatchObject({
      state: 'asked',
      reason: 'That is two lamps. Which one?',
    });
  });

  test('says what it was about, by the names in the result', () => {
    const input = { change: 'up', devices: ['d1'] };
    expect(show({ ...call, input, state: 'input-available' }).about).toBe('Up · d1');
    const output = { status: 'done', result: { devices: [{ id: 'd1', label: 'Hall speaker' }] } };
    expect(show({ ...call, input, state: 'output-available', output }).about).toBe('Up · Hall speaker');
  });

  test('an input that was wrong is a failure', () => {
    expect(show({ ...call, state: 'output-error', errorText: 'Invalid' }).state).toBe('failed');
  });
});

describe('an approval', () => {
  const descriptor = { title: 'Turn it up?', expiresAt: '2026-01-05T09:00:00Z' };

  test('asks with its own words', () => {
    expect(show({ ...call, state: 'approval-requested', approval: { id: 'a', descriptor } })).toEqual({
      title: 'Volume',
      about: '',
      state: 'asking',
      approval: { id: 'a', ...descriptor },
    });
    expect(show({ ...call, state: 'approval-requested', approval: { id: 'a' } }).approval?.title).toBe(
      'Volume?',
    );
  });

  test('answered, it runs or is declined', () => {
    const answered = (approved: boolean): ToolPart => ({
      ...call,
      state: 'approval-responded',
      approval: { id: 'a', approved },
    });
    expect(show(answered(true)).state).toBe('running');
    expect(show(answered(false)).state).toBe('declined');
    expect(show({ ...call, state: 'output-denied', approval: { id: 'a', approved: false } }).state).toBe(
      'declined',
    );
  });
});

test('a question that ended unanswered says why', () => {
  const approval = { id: 'a', approved: false, reason: 'A person took over.' } as const;
  const withdrawn = { state: 'withdrawn', reason: 'A person took over.' };
  expect(show({ ...call, state: 'approval-responded', approval })).toMatchObject(withdrawn);
  expect(show({ ...call, state: 'output-denied', approval })).toMatchObject(withdrawn);
});

test('an action that the service does not have is called by its name', () => {
  const part: ToolPart = {
    type: 'dynamic-tool',
    toolName: 'open_door',
    toolCallId: 'c',
    input: {},
    state: 'input-available',
  };
  expect(show(part).title).toBe('Open door');
  expect(show({ ...part, title: 'The door' }).title).toBe('The door');
});

test('steps alone are nothing to see', () => {
  const message = { id: 'm', role: 'assistant', metadata: { author: 'bot', createdAt: '' } } as const;
  expect(isVisible({ ...message, parts: [{ type: 'step-start' }, { type: 'text', text: '' }] })).toBe(false);
  expect(isVisible({ ...message, parts: [{ ...call, state: 'input-available' }] })).toBe(true);
  expect(hasWords([{ ...call, state: 'input-available' }])).toBe(false);
  expect(hasWords([{ type: 'text', text: 'Hello' }])).toBe(true);
});
