import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { generateText, streamText, tool } from 'ai';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { builtinModel } from './model.ts';
import { bookshop } from './testing/bookshop.ts';

const model = builtinModel(bookshop);
const situation = (level = 'reader') => ({
  builtin: {
    customer: { name: 'Ada Lovelace', level, timeZone: 'UTC' },
    now: '2026-03-02T10:00:00Z',
    objects: [{ kind: 'order', id: 'o1', name: 'Cookbook', type: 'parcel', summary: '' }],
  },
});
const say = (text: string, more: Partial<LanguageModelV4CallOptions> = {}): LanguageModelV4CallOptions => ({
  prompt: [{ role: 'user', content: [{ type: 'text', text }] }],
  tools: [...bookshop.actions.keys()].map((name) => ({ type: 'function', name, inputSchema: {} })),
  providerOptions: situation(),
  ...more,
});
const textOf = async (options: LanguageModelV4CallOptions) =>
  (await model.doGenerate(options)).content
    .map((part) => (part.type === 'text' ? part.text : part.type))
    .join();

async function partsOf(options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await model.doStream(options);
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

test('streams its words sentence by sentence', async () => {
  const parts = await partsOf(say('who are you?'));
  expect(parts.map(({ type }) => type)).toEqual([
    'stream-start',
    'text-start',
    ...Array.from({ length: 4 }, () => 'text-delta'),
    'text-end',
    'finish',
  ]);
  const deltas = parts.flatMap((part) => (part.type === 'text-delta' ? [part.delta] : []));
  expect(deltas[0]).toBe('I am the Corner Bookshop assistant, a program, not a person. ');
  expect(deltas.join('')).toBe(await textOf(say('who are you?')));
});

test('streams calls with their input as JSON, and says why it finished and what it took', async () => {
  const parts = await partsOf(say('cancel the cookbook'));
  expect(parts).toEqual([
    { type: 'stream-start', warnings: [] },
    { type: 'tool-call', toolCallId: 'call-1-0', toolName: 'cancel_order', input: '{"order":"o1"}' },
    {
      type: 'finish',
      finishReason: { unified: 'tool-calls', raw: undefined },
      usage: expect.objectContaining({ inputTokens: expect.objectContaining({ total: expect.any(Number) }) }),
    },
  ]);
});

test('calls nothing that is not offered, and answers in words then', async () => {
  expect(await textOf(say('cancel the cookbook', { tools: [] }))).toBe(
    'I have to stop here for now. Tell me if I should go on.',
  );
  expect(await textOf(say('cancel the cookbook', { toolChoice: { type: 'none' } }))).toContain('stop here');
});

test('stops when it is told to', async () => {
  const before = AbortSignal.abort(new Error('enough'));
  await expect(model.doStream(say('hello', { abortSignal: before }))).rejects.toThrow('enough');
  const later = new AbortController();
  const { stream } = await model.doStream(say('who are you?', { abortSignal: later.signal }));
  const reader = stream.getReader();
  await reader.read();
  later.abort(new Error('enough'));
  await reader.read();
  await expect(reader.read()).rejects.toThrow('enough');
});

test('without a situation it knows no objects, and says so', async () => {
  expect(await textOf(say('cancel the cookbook', { providerOptions: {} }))).toBe(
    'I could not find any order of yours. I can help with where orders are, cancelling orders, finding books, buying books and talk to a person. Try “Where is my order?” or “Find a crime novel”.',
  );
});

test('runs in the loop of the AI SDK: calls, reads what came of it, and says so', async () => {
  const called: unknown[] = [];
  const tools = {
    cancel_order: tool({
      inputSchema: z.object({ order: z.string() }),
      execute: (input) => {
        called.push(input);
        return { status: 'done', result: {} };
      },
    }),
  };
  const settings = {
    model,
    tools,
    providerOptions: situation(),
    prompt: 'please cancel the cookbook',
    stopWhen: () => false,
  };
  expect((await generateText(settings)).text).toBe('The order is cancelled.');
  expect(await streamText(settings).text).toBe('The order is cancelled.');
  expect(called).toEqual([{ order: 'o1' }, { order: 'o1' }]);
});
