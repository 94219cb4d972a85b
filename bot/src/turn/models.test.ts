import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';
import { FREE_PROVIDER, usedIn } from './tokens.ts';

const streaming = (...messages: readonly (readonly LanguageModelV4StreamPart[])[]): LanguageModelV4 => {
  let asked = 0;
  return {
    ...scriptedModel(inOrder([])),
    doStream: () => {
      const parts = messages[asked++] ?? [];
      return Promise.resolve({
        stream: new ReadableStream({
          start: (controller) => {
            for (const part of parts) controller.enqueue(part);
            controller.close();
          },
        }),
      });
    },
  };
};
const USAGE = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};
const finish = (unified: 'stop' | 'tool-calls'): LanguageModelV4StreamPart => ({
  type: 'finish',
  usage: USAGE,
  finishReason: { unified, raw: undefined },
});

test('what a model thinks is stored for it, signed as it was, and shown to nobody', async () => {
  const model = streaming(
    [
      { type: 'stream-start', warnings: [] },
      { type: 'reasoning-start', id: 'r' },
      { type: 'reasoning-delta', id: 'r', delta: 'A secret ' },
      { type: 'reasoning-delta', id: 'r', delta: 'thought.' },
      { type: 'reasoning-end', id: 'r', providerMetadata: { some: { signature: 's' } } },
      { type: 'reasoning-end', id: 'stray' },
      { type: 'tool-call', toolCallId: 'x', toolName: 'brighter', input: '{}' },
      finish('tool-calls'),
    ],
    [
      { type: 'text-start', id: 't' },
      { type: 'text-delta', id: 't', delta: ' \n' },
      { type: 'text-delta', id: 't', delta: 'There.' },
      { type: 'text-end', id: 't' },
      finish('stop'),
    ],
  );
  const world = new World(lampService().service, model);
  const ann = await world.person('ann');
  const conversationId = await ann.say('hi');
  const step = (await world.ports.log.after(conversationId, 0, 10)).find(
    (entry) => entry.step !== undefined,
  )?.step;
  expect(step?.content[0]).toEqual({
    type: 'reasoning',
    text: 'A secret thought.',
    providerMetadata: { some: { signature: 's' } },
  });
  expect(JSON.stringify(ann.frames)).not.toContain('secret');
  expect(ann.heard).toBe('There.');
});

test.each([
  ['what is no error', [{ type: 'error', error: 'just words' }] as const],
  ['nothing at all', []],
])('a model that fails with %s is a failure like any other', async (_, parts) => {
  const world = new World(lampService().service, streaming(parts));
  const ann = await world.person('ann');
  await ann.say('hi');
  expect(ann.heard).toContain('I could not work that out');
});

test('a model that can’t even be asked is a failure like any other', async () => {
  const model: LanguageModelV4 = { ...streaming(), doStream: () => Promise.reject(new Error('refused')) };
  const world = new World(
    lampService().service,
    model,
    scriptedModel(inOrder([{ text: 'I am here.' }]), 'second'),
  );
  const ann = await world.person('ann');
  await ann.say('hi');
  expect(ann.heard).toBe('I am here.');
});

describe('what a message has used', () => {
  test('is whole and never less than nothing, whatever its model says', () => {
    const [inputTokens, outputTokens] = [
      { total: Number.NaN, noCache: -5 },
      { total: 1.6, text: Infinity },
    ];
    const usage = {
      inputTokens: { ...USAGE.inputTokens, ...inputTokens },
      outputTokens: { ...USAGE.outputTokens, ...outputTokens },
    };
    const none = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
    expect(usedIn('x', { usage })).toEqual({ ...none, outputTokens: 2 });
    expect(usedIn('x', { usage: undefined as never })).toEqual(none);
  });

  test('can be added up, however much its model says', () => {
    const usage = { ...USAGE, inputTokens: { ...USAGE.inputTokens, total: Number.MAX_VALUE } };
    expect(Number.isSafeInteger(1_000 * usedIn('x', { usage }).inputTokens)).toBe(true);
  });

  test.each([
    [0.25, 0.25],
    [0, 0],
    [-1, undefined],
    [Number.NaN, undefined],
    ['free', undefined],
    [undefined, undefined],
  ])('costs what its model says: %j', (dollars, expected) => {
    const said = dollars === undefined ? {} : { providerMetadata: { cost: { dollars } } };
    expect(usedIn('x', { usage: USAGE, ...said }).dollars).toBe(expected);
    expect(usedIn(FREE_PROVIDER, { usage: USAGE, ...said }).dollars).toBe(0);
  });
});

test.each([
  ['at once', [], /^I am sorry, I can’t help with that\./u],
  ['in the middle', [{ text: 'I would rather. You n' }], /^I am sorry, I can’t help/u],
] as const)(
  'a reply that a filter cuts %s becomes a kind answer, and nothing else',
  async (_, parts, words) => {
    const model = scriptedModel(inOrder([...parts, { finish: 'content-filter' }]));
    const careless = scriptedModel(inOrder([{ text: 'Sure!' }]));
    const world = new World(lampService().service, model, careless);
    const ann = await world.person('ann');
    const conversationId = await ann.say('hi');
    const [reply] = await world.ports.log.messages(conversationId, undefined, 1);
    const text = reply?.message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    expect(text).toMatch(words);
    expect(careless.asked).toEqual([]);
  },
);

test('what was done before a filter cut in is told', async () => {
  const model = scriptedModel(inOrder([{ call: 'brighter' }], [{ finish: 'content-filter' }]));
  const world = new World(lampService().service, model);
  const ann = await world.person('ann');
  await ann.say('hi');
  expect(ann.heard).toMatch(/\S.* I am sorry, I can’t help with that\./u);
});

test('a model corrects a wrong call once; then it must ask', async () => {
  const model = scriptedModel(({ toolChoice }) =>
    toolChoice?.type === 'none' ? [{ text: 'How bright?' }] : [{ call: 'power', input: { power: 3 } }],
  );
  const world = new World(lampService().service, model);
  const ann = await world.person('ann');
  await ann.say('hi');
  expect(model.asked).toHaveLength(3);
  expect(ann.heard).toBe('How bright?');
});
