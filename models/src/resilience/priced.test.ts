import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { simulateReadableStream, wrapLanguageModel } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { expect, it } from 'vitest';
import { finish, read, text } from '../testing/stream-model.ts';
import { priced } from './priced.ts';

async function endOf(modelId: string, end: LanguageModelV4StreamPart) {
  const model = new MockLanguageModelV4({
    provider: 'anthropic.messages',
    modelId,
    doStream: () => Promise.resolve({ stream: simulateReadableStream({ chunks: [text('Hi'), end] }) }),
  });
  const parts = await read(wrapLanguageModel({ model, middleware: priced }));
  expect(parts[0]).toEqual(text('Hi'));
  return parts.at(-1);
}

it('says what a message cost, beside what its provider says', async () => {
  const end = { ...finish(), providerMetadata: { anthropic: { container: 'c' }, cost: { dollars: 0 } } };
  expect(await endOf('claude-sonnet-4-5', end)).toMatchObject({
    // Ten tokens in for $3 a million, two out for $15.
    providerMetadata: { anthropic: { container: 'c' }, cost: { dollars: (10 * 3 + 2 * 15) / 1_000_000 } },
  });
});

it('says nothing where the price is not known', async () => {
  expect(await endOf('my-own-model', finish())).toEqual(finish());
});
