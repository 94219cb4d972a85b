import type { LanguageModelV4 } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World, type Person } from '../testing/world.ts';

/** The model, each of whose messages costs a cent. */
const priced = (model: LanguageModelV4): LanguageModelV4 => ({
  ...model,
  doStream: async (options) => {
    const { stream } = await model.doStream(options);
    const withCost = new TransformStream({
      transform(part: { type: string }, controller) {
        const cost = { providerMetadata: { cost: { dollars: 0.01 } } };
        controller.enqueue(part.type === 'finish' ? { ...part, ...cost } : part);
      },
    });
    return { stream: stream.pipeThrough(withCost) };
  },
});

/** What somebody is told of the conversation's messages. */
async function historyOf(person: Person, conversationId: string) {
  const frame = await person.ask({ action: 'history', conversationId });
  return frame.type === 'history' ? frame.messages : [];
}

test('what a reply took stands with it, step for step, as it is in the metrics; customers do not see it', async () => {
  const world: World = new World(
    lampService().service,
    priced(scriptedModel(inOrder([{ call: 'brighter' }], [{ text: 'There.' }]))),
  );
  const ann = await world.person('ann');
  const op = await world.person('op', 'operator');
  const conversationId = await ann.say('Brighter!');
  const counted = world.ports.telemetry.events.flatMap((event) => {
    if (event.type !== 'model-step') return [];
    const { type: _type, conversationId: _id, turn: _turn, step: _step, ...spent } = event;
    return [spent];
  });
  expect(counted).toHaveLength(2);
  expect(counted[0]).toMatchObject({
    model: 'test/scripted',
    inputTokens: 100,
    outputTokens: 20,
    dollars: 0.01,
  });
  const [wish, reply] = await historyOf(op, conversationId);
  expect(wish).not.toHaveProperty('usage');
  expect(reply?.usage).toEqual(counted);
  await historyOf(ann, conversationId);
  expect(JSON.stringify(ann.frames)).not.toMatch(/dollars|inputTokens|scripted/u);
});

test('a reply that is ended from outside keeps what its messages took so far', async () => {
  const world: World = new World(
    lampService().service,
    scriptedModel(
      inOrder(
        [{ call: 'brighter' }],
        [{ meanwhile: (): Promise<unknown> => takeOver() }, { text: 'There.' }],
      ),
    ),
  );
  const ann = await world.person('ann');
  const op = await world.person('op', 'operator');
  const conversationId = await ann.write('Brighter!');
  const takeOver = (): Promise<unknown> => op.ask({ action: 'takeOver', conversationId });
  await world.settle();
  const [, reply] = await historyOf(op, conversationId);
  expect(reply?.usage).toMatchObject([{ model: 'test/scripted', inputTokens: 100 }]);
});

test('a turn tells when the customer could first see something of it', async () => {
  const world: World = new World(
    lampService().service,
    scriptedModel(
      inOrder([
        { meanwhile: () => world.clock.advance(700) },
        { text: 'One. ' },
        // What was said before is shown by then.
        { meanwhile: () => new Promise(setImmediate).then(() => world.clock.advance(300)) },
        { text: 'Two.' },
      ]),
    ),
  );
  const ann = await world.person('ann');
  await ann.say('Hi');
  const finished = world.ports.telemetry.events.find(({ type }) => type === 'turn-finished');
  expect(finished).toMatchObject({ ms: 1_000, firstChunkMs: 700, steps: 1, end: 'finish' });
  const step = world.ports.telemetry.events.find(({ type }) => type === 'model-step');
  expect(step).toMatchObject({ ms: 1_000, firstTokenMs: 700 });
});
