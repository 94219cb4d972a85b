import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { finish, playing, PROMPT, read, text } from '../testing/stream-model.ts';
import { callableTools } from './callable-tools.ts';

const CALL: LanguageModelV4StreamPart = { type: 'tool-call', toolCallId: '1', toolName: 'act', input: '{}' };
const OPTIONS: LanguageModelV4CallOptions = {
  ...PROMPT,
  tools: [{ type: 'function', name: 'act', inputSchema: { type: 'object' } }],
};

it('keeps the tools of a request that is to call none, and drops its calls', async () => {
  const { model, asked } = playing(callableTools, [text('Hi'), CALL, finish()]);
  expect(await read(model, { ...OPTIONS, toolChoice: { type: 'none' } })).toEqual([text('Hi'), finish()]);
  expect(asked[0]).toMatchObject({ tools: OPTIONS.tools, toolChoice: { type: 'auto' } });
});

it('leaves other requests as they are', async () => {
  const { model, asked } = playing(callableTools, [CALL, finish()]);
  expect(await read(model, OPTIONS)).toEqual([CALL, finish()]);
  expect(asked[0]).toEqual(OPTIONS);
});
