import { selectModels } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';
import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reply } from './scripted-provider/play.ts';
import { startScriptedProvider, type ScriptedProvider } from './scripted-provider/server.ts';
import { WIRE_NAMES } from './scripted-provider/wire.ts';
import { FastTiming } from './testing/timing.ts';

/** `npm run test:models` cuts after every byte; otherwise after some of them. */
const STEP = process.env['MODEL_TESTS'] === 'full' ? 1 : 67;

let provider: ScriptedProvider;
beforeAll(async () => {
  provider = await startScriptedProvider();
});
afterAll(() => provider.close());

const REPLY: Reply = {
  parts: [{ text: 'I see – ' }, { call: 'device_info', input: { all: '“yes”' } }, { text: 'Well.' }],
};

/** What a model says: its words and calls if it comes to its end, else nothing. */
async function said(model: LanguageModelV4): Promise<string | undefined> {
  const parts: LanguageModelV4StreamPart[] = [];
  try {
    const { stream } = await model.doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      tools: [{ type: 'function', name: 'device_info', inputSchema: { type: 'object' } }],
    });
    for await (const part of stream) parts.push(part);
  } catch (error) {
    expect(error).toMatchObject({ name: 'ModelFailure' });
    return undefined;
  }
  return parts
    .map((part) => {
      if (part.type === 'text-delta') return part.delta;
      return part.type === 'tool-call' ? part.input : '';
    })
    .join('');
}

it.each(WIRE_NAMES)(
  '%s: a reply that is cut after any byte is whole or fails',
  { timeout: 120_000 },
  async (wire) => {
    const timing = new FastTiming(1);
    const [model] = await selectModels(smartHome, provider.settings(wire), timing);
    const ask = async () => {
      if (model === undefined) throw new Error('There is no model.');
      // The breaker, opened by so many failures, lets one request through after a while.
      timing.skip(60_000);
      return said(model);
    };
    provider.play(() => ({ reply: REPLY }));
    const whole = await ask();
    expect(whole).toContain('“yes”');
    let fails = 0;
    let wholes = 0;
    // Nothing may be missing but what comes after the reason for the end.
    for (let at = 0; wholes * STEP < 200 && at < 10_000; at += STEP) {
      provider.play(() => ({ reply: REPLY, cutAtByte: at }));
      const result = await ask();
      if (result === undefined) fails++;
      else {
        expect(result).toBe(whole);
        wholes++;
      }
    }
    expect(fails).toBeGreaterThan(5);
    expect(wholes).toBeGreaterThan(0);
  },
);
