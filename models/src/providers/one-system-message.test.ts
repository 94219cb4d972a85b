import { expect, it } from 'vitest';
import { finish, playing, PROMPT, read } from '../testing/stream-model.ts';
import { oneSystemMessage } from './one-system-message.ts';

it('puts all instructions into one message at the start', async () => {
  const { model, asked } = playing(oneSystemMessage, [finish()]);
  const [user] = PROMPT.prompt;
  if (user === undefined) throw new Error('The prompt is empty.');
  await read(model, { prompt: [{ role: 'system', content: 'A' }, { role: 'system', content: 'B' }, user] });
  await read(model, { prompt: [{ role: 'system', content: 'A' }, user] });
  expect(asked.map(({ prompt }) => prompt)).toEqual([
    [{ role: 'system', content: 'A\n\nB' }, user],
    [{ role: 'system', content: 'A' }, user],
  ]);
});
