import type { LanguageModelV4FunctionTool, LanguageModelV4Prompt } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { finish, playing, read } from '../testing/stream-model.ts';
import { sendableCalls } from './sendable-calls.ts';

const TOOLS: LanguageModelV4FunctionTool[] = [
  { type: 'function', name: 'act', inputSchema: { type: 'object' } },
];

const call = (toolName: string, input: unknown): LanguageModelV4Prompt => [
  { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
  {
    role: 'assistant',
    content: [
      { type: 'text', text: 'Yes' },
      { type: 'tool-call', toolCallId: '1', toolName, input },
    ],
  },
  {
    role: 'tool',
    content: [{ type: 'tool-result', toolCallId: '1', toolName, output: { type: 'text', value: 'No' } }],
  },
];

async function sent(prompt: LanguageModelV4Prompt) {
  const { model, asked } = playing(sendableCalls, [finish()]);
  await read(model, { prompt, tools: TOOLS });
  return asked[0]?.prompt;
}

it('leaves calls of actions as they are', async () => {
  expect(await sent(call('act', { a: 1 }))).toEqual(call('act', { a: 1 }));
});

it.each(['up, please', ['up'], null, 4])('sends the input %j as an empty object', async (input) => {
  expect(await sent(call('act', input))).toEqual(call('act', {}));
});

it.each(['open_garage', '__proto__', 'constructor', 'not a name!', ''])('gives %j a name', async (name) => {
  expect(await sent(call(name, {}))).toEqual(call('unknown_action', {}));
});
