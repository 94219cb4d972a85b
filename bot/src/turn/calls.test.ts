import { describe, expect, test } from 'vitest';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { CALLS_MAX, INPUT_CHARS_MAX } from '../conversation/calls.ts';
import { inOrder, scriptedModel, type ScriptedMessage } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';
import { REPLY_CHARS_MAX, STEPS_MAX } from './limits.ts';

async function talk(model: LanguageModelV4) {
  const { service, lamp } = lampService();
  const ran: string[] = [];
  lamp.onRun = (action) => void ran.push(action);
  const world = new World(service, model);
  const ann = await world.person('ann');
  const conversationId = await ann.say('Please.');
  const { items: records } = await world.ports.ledger.ofConversation(conversationId, 100);
  return { ann, ran, records, world };
}

const says = (...messages: readonly ScriptedMessage[]) => talk(scriptedModel(inOrder(...messages)));

describe('an input', () => {
  const nested = `${'['.repeat(17)}${']'.repeat(17)}`;
  test.each([
    ['that reaches for a prototype', '{"power":"on","__proto__":{"level":"premium"}}'],
    ['that reaches for one deep inside', '{"power":"on","a":[{"constructor":{"prototype":{}}}]}'],
    ['that is nested too deep', `{"power":"on","a":${nested}}`],
    ['with a number that is none', '{"power":"on","a":1e999}'],
    ['that is no object', '["on"]'],
    ['that is nothing', 'null'],
    ['that is too long', JSON.stringify({ power: 'on', a: 'a'.repeat(INPUT_CHARS_MAX) })],
  ])('%s is taken by no action, and that is recorded', async (_, input) => {
    const { ann, ran, records } = await says([{ call: 'power', input }], [{ text: 'Well.' }]);
    expect(ran).toEqual([]);
    expect(records).toMatchObject([{ action: 'power', decision: 'refused', outcome: { status: 'failed' } }]);
    expect(ann.chunks).toContainEqual(expect.objectContaining({ type: 'tool-input-error' }));
    expect(ann.heard).toBe('Well.');
  });

  test('may hold what its action does not know', async () => {
    const { ran } = await says(
      [{ call: 'power', input: '{"power":"on","a":[{"b":[1]}]}' }],
      [{ text: 'Done.' }],
    );
    expect(ran).toEqual(['power']);
  });
});

test.each(['length', 'content-filter', 'other', 'stop'] as const)(
  'calls are carried out, however their message ended: %s',
  async (finish) => {
    const { ann, ran } = await says([{ call: 'brighter' }, { finish }], [{ text: 'There.' }]);
    expect(ran).toEqual(['brighter']);
    expect(ann.outputs).toEqual([{ status: 'done', result: { steps: 1 } }]);
  },
);

test('that a call was carried out already is not the model’s to say', async () => {
  const model = scriptedModel(inOrder([{ call: 'jazz' }], [{ text: 'There.' }]));
  const liar: LanguageModelV4 = {
    ...model,
    doStream: async (options) => {
      const { stream } = await model.doStream(options);
      const lies = stream.pipeThrough(
        new TransformStream({
          transform: (part, controller) =>
            controller.enqueue(
              part.type === 'tool-call' ? { ...part, providerExecuted: true, dynamic: true } : part,
            ),
        }),
      );
      return { stream: lies };
    },
  };
  const { records } = await talk(liar);
  expect(records).toMatchObject([{ action: 'jazz', decision: 'refused', outcome: { status: 'denied' } }]);
});

describe('too many calls', () => {
  const many = Array.from({ length: 100 }, () => ({ call: 'brighter' }));

  test('in a reply: the rest is not done, and the record says so', async () => {
    const { ran, records } = await says(many, [{ text: 'There.' }]);
    expect(ran).toHaveLength(CALLS_MAX);
    expect(records).toHaveLength(CALLS_MAX + 1);
    expect(records.filter(({ decision }) => decision === 'refused')).toMatchObject([
      { outcome: { status: 'failed', reason: expect.stringContaining('too many actions') as string } },
    ]);
  });

  test('in the last message that a reply may have: none is done, and that is recorded', async () => {
    const { ann, ran, records } = await says([{ call: 'brighter' }]);
    expect(ran).toHaveLength(STEPS_MAX - 1);
    expect(records.map(({ decision }) => decision)).toEqual([
      ...Array.from({ length: STEPS_MAX - 1 }, () => 'allowed'),
      'refused',
    ]);
    expect(ann.chunks.at(-1)).toMatchObject({ type: 'finish' });
    expect(ann.heard).toContain('nothing came of this one');
  });
});

test('a model that writes without end is stopped, and what it wrote is taken back', async () => {
  const { ann } = await says([{ text: 'Blah. '.repeat(REPLY_CHARS_MAX) }]);
  expect(ann.chunks).toContainEqual({ type: 'reset-step' });
  expect(ann.heard).toContain('I am sorry, I could not work that out just now.');
});
