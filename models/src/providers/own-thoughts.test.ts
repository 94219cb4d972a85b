import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { finish, playing, PROMPT, read } from '../testing/stream-model.ts';
import { ownThoughts } from './own-thoughts.ts';

const MINE = { author: { model: 'mock-provider/mock-model-id' } };

it('says who has thought, and keeps the signature', async () => {
  const { model } = playing(ownThoughts, [
    { type: 'reasoning-start', id: '0' },
    { type: 'reasoning-delta', id: '0', delta: 'Hm.' },
    { type: 'reasoning-delta', id: '0', delta: '', providerMetadata: { anthropic: { signature: 's' } } },
    { type: 'reasoning-end', id: '0' },
    finish(),
  ]);
  expect(await read(model, PROMPT)).toEqual([
    { type: 'reasoning-start', id: '0', providerMetadata: MINE },
    { type: 'reasoning-delta', id: '0', delta: 'Hm.' },
    {
      type: 'reasoning-delta',
      id: '0',
      delta: '',
      providerMetadata: { anthropic: { signature: 's' }, ...MINE },
    },
    { type: 'reasoning-end', id: '0' },
    finish(),
  ]);
});

it('gives a model back only its own thoughts', async () => {
  const { model, asked } = playing(ownThoughts, [finish()]);
  const prompt: LanguageModelV4Prompt = [
    ...PROMPT.prompt,
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Mine', providerOptions: MINE },
        { type: 'reasoning', text: 'Theirs', providerOptions: { author: { model: 'a/b' } } },
        { type: 'reasoning', text: "Nobody's" },
        { type: 'text', text: 'Well' },
      ],
    },
  ];
  await read(model, { prompt });
  const last = asked[0]?.prompt.at(-1);
  expect(Array.isArray(last?.content) ? last.content.map((part) => 'text' in part && part.text) : []).toEqual(
    ['Mine', 'Well'],
  );
});
