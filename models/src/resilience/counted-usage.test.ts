import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { finish, playing, read, text, usageOf } from '../testing/stream-model.ts';
import { countedUsage } from './counted-usage.ts';

const usageAfter = async (usage: ReturnType<typeof usageOf>) => {
  const end: LanguageModelV4StreamPart = {
    type: 'finish',
    finishReason: { unified: 'stop', raw: 'stop' },
    usage,
  };
  const parts = await read(playing(countedUsage, [text('twelve chars'), end]).model);
  const last = parts.at(-1);
  return last?.type === 'finish' ? last.usage : undefined;
};

it('leaves what a provider has counted', async () => {
  const [, last] = await read(playing(countedUsage, [text('Hi'), finish()]).model);
  expect(last).toEqual(finish());
});

it.each([undefined, 0])('estimates what a provider counts as %s', async (count) => {
  const usage = await usageAfter(usageOf(count, count));
  expect(usage?.outputTokens.total).toBe(3);
  expect(usage?.inputTokens.total).toBeGreaterThan(10);
});
