import { expect, it, vi } from 'vitest';
import { service } from '../service.ts';
import { modelsOf } from './models.ts';

const setting = (...secrets: readonly Readonly<Record<string, string>>[]) => {
  let ms = 0;
  const left = [...secrets];
  const failed = vi.fn<(error: unknown) => void>();
  const environment = { MODEL: 'anthropic:claude-sonnet-4-5' };
  const timing = { now: () => ms, random: () => 0.5, sleep: () => Promise.resolve() };
  const read = vi.fn(async () => left.shift() ?? {});
  const models = modelsOf(service, environment, read, timing, failed);
  return { models, read, failed, pass: (minutes: number) => (ms += minutes * 60_000) };
};

it('the models are those that settings and secret name', async () => {
  const { models } = setting({ ANTHROPIC_API_KEY: 'sk-1' });
  expect((await models()).map(({ modelId }) => modelId)).toEqual(['claude-sonnet-4-5', 'builtin']);
});

it('a key that is changed counts within five minutes; while it is the same, nothing is put together anew', async () => {
  const { models, pass } = setting(
    { ANTHROPIC_API_KEY: 'sk-1' },
    { ANTHROPIC_API_KEY: 'sk-1' },
    { ANTHROPIC_API_KEY: 'sk-2' },
  );
  const first = await models();
  pass(6);
  expect(await models()).toBe(first);
  pass(6);
  expect(await models()).not.toBe(first);
});

it('a secret that has become unusable changes nothing', async () => {
  const { models, failed, pass } = setting({ ANTHROPIC_API_KEY: 'sk-1' }, {});
  const first = await models();
  pass(6);
  expect(await models()).toBe(first);
  expect(String(failed.mock.calls[0]?.[0])).toContain('ANTHROPIC_API_KEY is missing');
});

it('without a usable secret at first there are no models to be had', async () => {
  const { models } = setting({});
  await expect(models()).rejects.toThrow('ANTHROPIC_API_KEY is missing');
});
