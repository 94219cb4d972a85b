import { readFile } from 'node:fs/promises';
import { costOf, selectModels } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScriptedProvider, type ScriptedProvider } from './scripted-provider/server.ts';
import { DemoChat } from './testing/demo-chat.ts';
import { FastTiming } from './testing/timing.ts';

const pageOf = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The settings that each shell block of a page exports to put a model behind the bot. */
const examplesIn = (page: string) =>
  [...page.matchAll(/```(?:ba)?sh\n(?<block>[\s\S]*?)```/gu)]
    .map(({ groups }) => groups?.['block'] ?? '')
    .filter((block) => /^export MODEL=/u.test(block))
    .map((block) => ({
      lines: block.trim().split('\n'),
      settings: Object.fromEntries(
        [...block.matchAll(/(?<name>[A-Z_]+)=(?<value>\S+)/gu)].map((match) => [
          match.groups?.['name'] ?? '',
          match.groups?.['value'] ?? '',
        ]),
      ),
    }));

let provider: ScriptedProvider;
beforeAll(async () => {
  provider = await startScriptedProvider();
});
afterAll(() => provider.close());

describe.each(['README.md', 'docs/models.md'])('%s', async (path) => {
  const examples = examplesIn(await pageOf(path));

  it.each(examples.map((example) => [example.settings['MODEL'] ?? '', example] as const))(
    'puts %s behind the bot, in three lines',
    async (MODEL, { lines, settings }) => {
      expect(lines).toHaveLength(3);
      expect(lines[2]).toBe('npm start');
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

  it('shows each provider, each by models that have a price or run on the own machine', () => {
    expect(new Set(examples.map(({ settings }) => settings['MODEL']?.split(':')[0]))).toEqual(
      new Set(['anthropic', 'bedrock', 'openai-compatible']),
    );
    for (const { settings } of examples)
      for (const model of settings['MODEL']?.split(',') ?? []) {
        const name = model.replace(':', '/');
        const tokens = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 };
        const isLocal = settings['OPENAI_COMPATIBLE_BASE_URL']?.includes('127.0.0.1') ?? false;
        expect([name, costOf(name, tokens) === undefined]).toEqual([name, isLocal]);
      }
  });
});

it('names one model of Claude on Anthropic’s API, which the provider’s code knows', async () => {
  const pages = await Promise.all(['README.md', 'docs/models.md'].map(pageOf));
  const named = pages.flatMap((page) =>
    Array.from(page.matchAll(/anthropic:(?<id>claude-[\w.-]+)/gu), ({ groups }) => groups?.['id'] ?? ''),
  );
  expect(new Set(named).size).toBe(1);
  const types = await pageOf('node_modules/@ai-sdk/anthropic/dist/index.d.ts');
  expect(types).toContain(`'${named[0] ?? ''}'`);
});
