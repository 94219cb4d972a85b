import { selectModels } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FastTiming } from '../testing/timing.ts';
import type { Reply } from './play.ts';
import { startScriptedProvider, type ScriptedProvider } from './server.ts';
import { WIRE_NAMES, type WireName } from './wire.ts';

let provider: ScriptedProvider;
beforeAll(async () => {
  provider = await startScriptedProvider();
});
afterAll(() => provider.close());

async function modelOf(wire: WireName): Promise<LanguageModelV4> {
  const [model] = await selectModels(smartHome, provider.settings(wire), new FastTiming(20));
  if (model === undefined) throw new Error('There is no model.');
  return model;
}

const OPTIONS: LanguageModelV4CallOptions = {
  prompt: [
    { role: 'system', content: 'You are kind.' },
    { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
  ],
  maxOutputTokens: 100,
  tools: [{ type: 'function', name: 'look', inputSchema: { type: 'object', properties: {} } }],
};

async function ask(wire: WireName, reply: Reply): Promise<LanguageModelV4StreamPart[]> {
  provider.play(() => ({ reply }));
  const { stream } = await (await modelOf(wire)).doStream(OPTIONS);
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const said = (parts: readonly LanguageModelV4StreamPart[], type: 'text-delta' | 'reasoning-delta'): string =>
  parts.map((part) => (part.type === type ? part.delta : '')).join('');

describe.each(WIRE_NAMES)('%s', (wire) => {
  it('brings words, thoughts and calls through', async () => {
    const parts = await ask(wire, {
      parts: [
        { thought: 'They greet me.' },
        { text: 'Hello – “good” day 👋' },
        { call: 'look', input: { at: 'the “door”' } },
        { call: 'look', input: {} },
      ],
    });
    expect(said(parts, 'reasoning-delta')).toBe('They greet me.');
    expect(said(parts, 'text-delta')).toBe('Hello – “good” day 👋');
    const calls = parts.filter((part) => part.type === 'tool-call');
    expect(calls.map(({ toolName, input }) => [toolName, JSON.parse(input) as unknown])).toEqual([
      ['look', { at: 'the “door”' }],
      ['look', {}],
    ]);
    expect(new Set(calls.map(({ toolCallId }) => toolCallId)).size).toBe(2);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: { unified: 'tool-calls' } });
  });

  it.each([
    ['end', 'stop'],
    ['length', 'length'],
    ['filter', 'content-filter'],
  ] as const)('brings the end "%s" through', async (stop, unified) => {
    const parts = await ask(wire, { parts: [{ text: 'Well' }], stop });
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: { unified } });
  });

  it('counts tokens, also when the provider does not', async () => {
    for (const usage of [true, false]) {
      const parts = await ask(wire, { parts: [{ text: 'Twelve chars' }], usage });
      const last = parts.at(-1);
      if (last?.type !== 'finish') throw new Error('There is no end.');
      expect(last.usage.inputTokens.total).toBeGreaterThan(20);
      expect(last.usage.outputTokens.total).toBeGreaterThan(2);
    }
  });
});
