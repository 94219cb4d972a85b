import type { LanguageModelV4Prompt, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { turnsOf } from './transcript.ts';

const user = (text: string) => ({ role: 'user' as const, content: [{ type: 'text' as const, text }] });
const bot = (text: string) => ({ role: 'assistant' as const, content: [{ type: 'text' as const, text }] });
const call = (input: unknown) => ({
  role: 'assistant' as const,
  content: [{ type: 'tool-call' as const, toolCallId: 'a', toolName: 'look', input }],
});
const result = (output: LanguageModelV4ToolResultOutput) => ({
  role: 'tool' as const,
  content: [{ type: 'tool-result' as const, toolCallId: 'a', toolName: 'look', output }],
});
const outcomeOf = (output: LanguageModelV4ToolResultOutput) =>
  turnsOf([user('hi'), call({}), result(output)])[0]?.calls[0]?.outcome;

test('a turn is what the customer wrote and all that followed', () => {
  const prompt: LanguageModelV4Prompt = [
    { role: 'system', content: 'You are kind.' },
    user('one'),
    user('two'),
    call({ at: 1 }),
    result({ type: 'json', value: { status: 'done', result: 5 } }),
    bot('Done.'),
    user('three'),
  ];
  expect(turnsOf(prompt)).toEqual([
    {
      texts: ['one', 'two'],
      calls: [{ id: 'a', action: 'look', input: { at: 1 }, outcome: { status: 'done', result: 5 } }],
      said: 'Done.',
    },
    { texts: ['three'], calls: [], said: '' },
  ]);
});

test('the record of earlier messages is no request', () => {
  const record = {
    type: 'text' as const,
    text: '(A record…)\n{"customer":"turn it up"}',
    providerOptions: { builtin: { record: true } },
  };
  const { role, content } = user('and now down');
  expect(turnsOf([{ role, content: [record, ...content] }])).toEqual([
    { texts: ['and now down'], calls: [], said: '' },
  ]);
});

test('the bot may speak first', () => {
  expect(turnsOf([bot('Your routine ran.'), user('ok')])).toEqual([
    { texts: [], calls: [], said: 'Your routine ran.' },
    { texts: ['ok'], calls: [], said: '' },
  ]);
});

test('an input that is none is empty', () => {
  expect(turnsOf([user('hi'), call('nonsense')])[0]?.calls[0]?.input).toEqual({});
});

test.each<[LanguageModelV4ToolResultOutput, unknown]>([
  [
    { type: 'json', value: { status: 'denied', reason: 'no', requiredLevel: 'premium' } },
    { status: 'denied', reason: 'no', requiredLevel: 'premium', alternatives: [] },
  ],
  [
    { type: 'json', value: { status: 'waiting', reason: 'later' } },
    { status: 'waiting', reason: 'later' },
  ],
  [
    { type: 'json', value: 'cut off' },
    { status: 'done', result: null },
  ],
  [
    { type: 'text', value: 'fine' },
    { status: 'done', result: 'fine' },
  ],
  [{ type: 'execution-denied' }, { status: 'denied', reason: 'The customer said no.', alternatives: [] }],
  [
    { type: 'error-text', value: 'broken' },
    { status: 'failed', reason: 'It did not work.' },
  ],
  [
    { type: 'error-json', value: {} },
    { status: 'failed', reason: 'It did not work.' },
  ],
  [
    { type: 'content', value: [] },
    { status: 'failed', reason: 'It did not work.' },
  ],
])('reads the result %j', (output, outcome) => {
  expect(outcomeOf(output)).toEqual(outcome);
});
