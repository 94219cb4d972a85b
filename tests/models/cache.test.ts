import { selectModels } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startScriptedProvider, type ScriptedProvider } from './scripted-provider/server.ts';
import { DemoChat } from './testing/demo-chat.ts';
import { FastTiming } from './testing/timing.ts';

let provider: ScriptedProvider;
beforeAll(async () => {
  provider = await startScriptedProvider();
});
afterAll(() => provider.close());

it.each(['anthropic', 'bedrock'] as const)(
  '%s reads from its cache what customers have in common, and what a turn repeats',
  async (wire) => {
    const settings = provider.settings(wire);
    const before = provider.seen.length;
    provider.play((_seen, n) => ({
      reply: n % 2 === 0 ? { parts: [{ call: 'device_info', input: {} }] } : { parts: [{ text: 'Here.' }] },
    }));
    for (const customer of ['cust_002', 'cust_003']) {
      const models = await selectModels(smartHome, settings, new FastTiming(1));
      const chat = await DemoChat.open(smartHome, models, customer);
      await chat.say('What do I have?');
      const events = chat.ports.telemetry.events.filter((event) => event.type === 'model-step');
      const [first, second] = events;
      if (first === undefined || second === undefined) throw new Error('There are too few messages.');
      // Another customer's first message: the actions and the instructions are in the cache.
      if (customer === 'cust_003') expect(first.cachedTokens).toBeGreaterThan(first.inputTokens * 0.5);
      // The second message of a turn: all that the first one was told.
      expect(second.cachedTokens).toBe(first.inputTokens);
    }
    expect(provider.seen.slice(before).map(({ rejected }) => rejected)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  },
);

it('asks no model of Bedrock to cache that has no cache', async () => {
  const settings = provider.settings('bedrock', 'meta.llama4-maverick-17b-instruct-v1:0');
  const chat = await DemoChat.open(
    smartHome,
    await selectModels(smartHome, settings, new FastTiming(1)),
    'cust_002',
  );
  provider.play(() => ({ reply: { parts: [{ text: 'Hello.' }] } }));
  expect((await chat.say('Hi')).text).toBe('Hello.');
});
