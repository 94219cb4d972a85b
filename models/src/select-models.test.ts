import { defineService } from '@agentic-service-bot/bot/definition';
import { describe, expect, it, vi } from 'vitest';
import { selectModels } from './select-models.ts';
import { fakeTiming } from './testing/fake-timing.ts';

const loaded = vi.hoisted(() => new Set<string>());
vi.mock('@ai-sdk/anthropic', async (original) => {
  loaded.add('anthropic');
  return original();
});
vi.mock('@ai-sdk/amazon-bedrock', async (original) => {
  loaded.add('bedrock');
  return original();
});
vi.mock('@ai-sdk/openai-compatible', async (original) => {
  loaded.add('openai-compatible');
  return original();
});

const service = defineService({
  name: 'desk',
  version: '1',
  title: 'A desk',
  levels: [
    {
      name: 'basic',
      title: 'Basic',
      price: 'free',
      priority: 'standard',
      limits: new Map(),
      tokensPerDay: 1,
    },
  ],
  defaultLevel: 'basic',
  instructions: 'You hand over.',
  actions: [],
});
const select = async (settings: Record<string, string>) =>
  (await selectModels(service, settings, fakeTiming())).map(
    ({ provider, modelId }) => `${provider}/${modelId}`,
  );

describe('selectModels', () => {
  it('has the built-in model alone without settings, and loads no provider', async () => {
    expect(await select({})).toEqual(['builtin/builtin']);
    expect([...loaded]).toEqual([]);
  });

  it('loads the provider that is chosen, and no other', async () => {
    expect(await select({ MODEL: 'anthropic:claude', ANTHROPIC_API_KEY: 'key' })).toEqual([
      'anthropic.messages/claude',
      'builtin/builtin',
    ]);
    expect([...loaded]).toEqual(['anthropic']);
  });

  it('keeps the order of the list, with the built-in model last', async () => {
    const settings = {
      MODEL: 'openai-compatible:qwen3:8b,bedrock:amazon.nova-pro-v1:0,builtin',
      OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:1/v1',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
    };
    expect(await select(settings)).toEqual([
      'openai-compatible.chat/qwen3:8b',
      'amazon-bedrock/amazon.nova-pro-v1:0',
      'builtin/builtin',
    ]);
  });

  it('tells everything that is wrong, also with the time limits', async () => {
    const settings = { MODEL: 'anthropic:claude', MODEL_FIRST_TOKEN_MS: 'soon' };
    await expect(select(settings)).rejects.toMatchObject({
      name: 'BadModelSettings',
      problems: [
        expect.stringContaining('ANTHROPIC_API_KEY is missing'),
        expect.stringContaining('MODEL_FIRST_TOKEN_MS is not a time'),
      ],
    });
  });
});
