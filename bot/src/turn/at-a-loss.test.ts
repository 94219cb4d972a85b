import { describe, expect, test } from 'vitest';
import { inOrder, scriptedModel, type ScriptedMessage } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

const EMPTY: ScriptedMessage = [];
const FILTERED: ScriptedMessage = [{ text: 'I would ra' }, { finish: 'content-filter' }];
const BROKEN: ScriptedMessage = [{ error: 'down' }];
const FINE: ScriptedMessage = [{ text: 'Gladly.' }];

/** Says something for each of the messages, which the model answers with it. */
async function answered(...messages: readonly ScriptedMessage[]) {
  const world = new World(lampService().service, scriptedModel(inOrder(...messages)));
  const ann = await world.person('ann');
  let conversationId: string | undefined;
  const statuses: (string | undefined)[] = [];
  for (const _ of messages) {
    conversationId = await ann.say('Please', conversationId);
    statuses.push((await world.ports.log.last(conversationId))?.state.status);
  }
  return { statuses, ann, world };
}

describe('a bot that has no answer', () => {
  test.each([
    ['nothing', EMPTY, EMPTY],
    ['a refusal and nothing', FILTERED, EMPTY],
    ['a refusal and no model at all', FILTERED, BROKEN],
  ])('twice in a row calls a person and says so: %s', async (_, first, second) => {
    const { statuses, ann, world } = await answered(first, second);
    expect(statuses).toEqual(['bot', 'waiting']);
    expect(ann.heard).toMatch(/I have asked a person to join this conversation\. You can keep writing here/u);
    expect(ann.frames.filter(({ type }) => type === 'conversation')).toHaveLength(1);
    expect(world.ports.telemetry.events.filter(({ type }) => type === 'hand-off')).toHaveLength(1);
  });

  test('once, or with an answer in between, offers one', async () => {
    const { statuses, ann } = await answered(EMPTY, FINE, EMPTY);
    expect(statuses).toEqual(['bot', 'bot', 'bot']);
    expect(ann.heard).toMatch(/would you like to talk to a person\?$/u);
  });

  test('calls none where one is waited for', async () => {
    const { statuses, world } = await answered(EMPTY, EMPTY, EMPTY, EMPTY);
    expect(statuses).toEqual(['bot', 'waiting', 'waiting', 'waiting']);
    expect(world.ports.telemetry.events.filter(({ type }) => type === 'hand-off')).toHaveLength(1);
  });

  test('counts no turn in which it has done something', async () => {
    const model = scriptedModel(inOrder([{ call: 'brighter' }], EMPTY, [{ call: 'brighter' }], EMPTY));
    const world = new World(lampService().service, model);
    const ann = await world.person('ann');
    const conversationId = await ann.say('Brighter');
    await ann.say('Once more', conversationId);
    expect((await world.ports.log.last(conversationId))?.state.status).toBe('bot');
  });
});
