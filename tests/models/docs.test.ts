import { readFile } from 'node:fs/promises';
import { selectModels } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScriptedProvider, type ScriptedProvider } from './scripted-provider/server.ts';
import { DemoChat } from './testing/demo-chat.ts';
import { FastTiming } from './testing/timing.ts';

const page = await readFile(new URL('../../docs/models.md', import.meta.url), 'utf8');

/** The settings that each shell block of the page exports. */
const examples = [...page.matchAll(/```sh\n(?<block>[\s\S]*?)```/gu)].map(({ groups }) =>
  Object.fromEntries(
    [...(groups?.['block'] ?? '').matchAll(/(?<name>[A-Z_]+)=(?<value>\S+)/gu)].map((match) => [
      match.groups?.['name'] ?? '',
      match.groups?.['value'] ?? '',
    ]),
  ),
);

let provider: ScriptedProvider;
beforeAll(async () => {
  provider = await startScriptedProvider();
});
afterAll(() => provider.close());

describe('docs/models.md', () => {
  it.each(examples.map((settings) => [settings['MODEL'] ?? '', settings] as const))(
    'puts %s behind the bot',
    async (MODEL, settings) => {
      const [wire, ...rest] = MODEL.split(',')[0]?.split(':') ?? [];
      const urls = Object.entries(provider.settings('anthropic')).filter(([name]) =>
        name.endsWith('_BASE_URL'),
      );
      const models = await selectModels(
        smartHome,
        { ...settings, ...Object.fromEntries(urls) },
        new FastTiming(1),
      );
      const chat = await DemoChat.open(smartHome, models, 'cust_001');
      provider.play(() => ({ reply: { parts: [{ text: 'Hello from the provider.' }] } }));
      expect((await chat.say('Hello')).text).toBe('Hello from the provider.');
      expect(provider.seen.at(-1)).toMatchObject({ wire, modelId: rest.join(':'), rejected: undefined });
    },
  );

  it('shows each provider', () => {
    expect(new Set(examples.map(({ MODEL }) => MODEL?.split(':')[0]))).toEqual(
      new Set(['anthropic', 'bedrock', 'openai-compatible']),
    );
  });
});
