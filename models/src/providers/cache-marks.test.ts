import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { finish, playing, read } from '../testing/stream-model.ts';
import { cacheMarks } from './cache-marks.ts';

const MARK = { provider: { cache: 'here' } };

async function marks(prompt: LanguageModelV4Prompt): Promise<number[]> {
  const { model, asked } = playing(cacheMarks(MARK), [finish()]);
  await read(model, { prompt });
  return (asked[0]?.prompt ?? []).flatMap((message, index) =>
    message.providerOptions?.['provider'] === undefined ? [] : [index],
  );
}

const user: LanguageModelV4Prompt[number] = { role: 'user', content: [{ type: 'text', text: 'Hi' }] };

it('marks the end of what is the same for all, and the end of the prompt', async () => {
  expect(
    await marks([
      { role: 'system', content: 'The same for all.' },
      { role: 'system', content: 'The situation.' },
      user,
      { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] },
      user,
    ]),
  ).toEqual([0, 4]);
});

it('marks only the end where nothing is known to be the same for all', async () => {
  expect(await marks([{ role: 'system', content: 'Everything.' }, user])).toEqual([1]);
});

it('keeps the other options of a message', async () => {
  const { model, asked } = playing(cacheMarks(MARK), [finish()]);
  await read(model, { prompt: [{ ...user, providerOptions: { other: { a: 1 } } }] });
  expect(asked[0]?.prompt[0]?.providerOptions).toEqual({ other: { a: 1 }, ...MARK });
});
