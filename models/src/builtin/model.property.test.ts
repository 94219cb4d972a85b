import { smartHome } from '@agentic-service-bot/smart-home';
import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtinModel } from './model.ts';
import { bookshop } from './testing/bookshop.ts';
import { paraphrases } from './testing/paraphrases.ts';
import { utterances } from './testing/utterances.ts';

/** Any text, and text made of the words that the model knows. */
const words = [...new Set([...utterances, ...paraphrases].flatMap(([say]) => say.split(' ')))];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(fc.constantFrom(...words, ',', '.', 'and', 'then', 'not', '?'), { maxLength: 14 })
    .map((all) => all.join(' ')),
);

const object = fc.record({
  kind: fc.constantFrom('device', 'routine', 'order', '__proto__'),
  id: fc.string({ minLength: 1, maxLength: 64 }),
  name: fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('Kitchen light', 'turn off everything', 'it', ''),
  ),
  type: fc.constantFrom('light', 'speaker', 'display', 'routine', 'constructor', ''),
  group: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('kitchen', 'living room', 'and')),
  summary: fc.string({ maxLength: 20 }),
});

const outcome = fc.oneof(
  fc.record({ status: fc.constant('done'), result: fc.jsonValue() }),
  fc.record({
    status: fc.constant('denied'),
    reason: fc.string(),
    requiredLevel: fc.constantFrom('premium', 'enterprise', 'none'),
    alternatives: fc.array(fc.string()),
  }),
  fc.record({
    status: fc.constantFrom('failed', 'unknown', 'waiting'),
    reason: fc.oneof(text, fc.constant('Which one?')),
  }),
  fc.jsonValue(),
);

/** A conversation as any model may have had it: messages, calls of anything, results of anything. */
const history = fc
  .array(
    fc.record({
      say: text,
      call: fc.option(
        fc.tuple(fc.constantFrom(...smartHome.actions.keys(), 'gone'), fc.jsonValue(), outcome),
      ),
      said: text,
    }),
    { maxLength: 4 },
  )
  .map((turns) =>
    turns.flatMap(({ say, call, said }, index): LanguageModelV4Prompt => {
      const user = { role: 'user' as const, content: [{ type: 'text' as const, text: say }] };
      const reply = { role: 'assistant' as const, content: [{ type: 'text' as const, text: said }] };
      if (call === null) return [user, reply];
      const [toolName, input, value] = call;
      const toolCallId = `call-${index}`;
      return [
        user,
        { role: 'assistant', content: [{ type: 'tool-call', toolCallId, toolName, input }] },
        {
          role: 'tool',
          content: [
            { type: 'tool-result', toolCallId, toolName, output: { type: 'json', value: value as null } },
          ],
        },
        reply,
      ];
    }),
  );

const situation = fc.record({
  customer: fc.record({
    name: fc.string({ maxLength: 20 }),
    level: fc.constantFrom('basic', 'premium', 'enterprise', 'reader', 'nobody'),
    timeZone: fc.constantFrom('Europe/Berlin', 'Pacific/Kiritimati', 'Not/AZone', ''),
  }),
  now: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  objects: fc.array(object, { maxLength: 8 }),
});

describe.each([smartHome, bookshop])('for any text and any history, $name:', (service) => {
  const model = builtinModel(service);

  test(
    'answers with words or with calls that the actions take, of actions that are offered, and always the same',
    { timeout: 60_000 },
    async () => {
      const names = [...service.actions.keys()];
      await fc.assert(
        fc.asyncProperty(
          history,
          text,
          situation,
          fc.subarray(names),
          async (before, say, builtin, offered) => {
            const options = {
              prompt: [...before, { role: 'user' as const, content: [{ type: 'text' as const, text: say }] }],
              tools: offered.map((name) => ({ type: 'function' as const, name, inputSchema: {} })),
              providerOptions: { builtin: JSON.parse(JSON.stringify(builtin)) as Record<string, never> },
            };
            const { content } = await model.doGenerate(options);
            expect(content.length).toBeGreaterThan(0);
            for (const part of content) {
              if (part.type === 'text') expect(part.text.trim()).not.toBe('');
              if (part.type !== 'tool-call') continue;
              expect(offered).toContain(part.toolName);
              const input: unknown = JSON.parse(part.input);
              expect(service.actions.get(part.toolName)?.input.safeParse(input).error).toBeUndefined();
            }
            expect((await model.doGenerate(options)).content).toEqual(content);
          },
        ),
        { numRuns: 120 },
      );
    },
  );
});
