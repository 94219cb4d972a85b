import { BadModelSettings } from '@agentic-service-bot/models';
import { expect, it } from 'vitest';
import { BadSettings } from './bad-settings.ts';
import { together } from './together.ts';

const gives =
  <T>(value: T) =>
  () =>
    Promise.resolve(value);
const fails = (error: Error) => () => Promise.reject(error);

it('gives what both make of the settings', async () => {
  await expect(together(gives(1), gives('a'))).resolves.toEqual([1, 'a']);
});

it('names what is wrong for either, or for both at once', async () => {
  const port = fails(new BadSettings(['PORT']));
  const model = fails(new BadModelSettings(['MODEL']));

  await expect(together(port, gives(1))).rejects.toMatchObject({ problems: ['PORT'] });
  await expect(together(port, model)).rejects.toMatchObject({ problems: ['PORT', 'MODEL'] });
});

it('a fault stays one', async () => {
  await expect(together(gives(1), fails(new Error('disk')))).rejects.toThrow('disk');
});
