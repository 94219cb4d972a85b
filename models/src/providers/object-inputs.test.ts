import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { finish, playing, read } from '../testing/stream-model.ts';
import { objectInputs } from './object-inputs.ts';

const calls = (...inputs: unknown[]): LanguageModelV4Prompt => [
  { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
  {
    role: 'assistant',
    content: [
      { type: 'text', text: 'Yes' },
      ...inputs.map((input, n) => ({
        type: 'tool-call' as const,
        toolCallId: String(n),
        toolName: 'act',
        input,
      })),
    ],
  },
];

it('sends only objects as inputs of earlier calls', async () => {
  const { model, asked } = playing(objectInputs, [finish()]);
  await read(model, { prompt: calls({ a: 1 }, 'up, please', ['up'], null, 4) });
  expect(asked[0]?.prompt).toEqual(calls({ a: 1 }, {}, {}, {}, {}));
});
