import { expect, test } from 'vitest';
import { inOrder, scriptedModel, type ScriptedMessage } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

/** A conversation whose worker has died in the middle of an action. */
async function dying(...messages: readonly ScriptedMessage[]) {
  const { service, lamp } = lampService();
  const world = new World(service, scriptedModel(inOrder(...messages)));
  const ann = await world.person('ann');
  const ops = await world.person('op', 'operator');
  const conversationId = await ann.write('Please.');
  const begun = Promise.withResolvers<undefined>();
  let runs = 0;
  lamp.onRun = (action) => {
    runs++;
    if (action !== 'power' && action !== 'shout') return undefined;
    begun.resolve(undefined);
    return new Promise(() => undefined);
  };
  void world.bot.work(conversationId, new AbortController().signal);
  await begun.promise;
  lamp.onRun = () => {
    runs++;
  };
  world.clock.advance(200_000);
  const records = () => world.ports.ledger.records.map(({ action, outcome }) => [action, outcome?.status]);
  const state = () => world.ports.log.entries(conversationId).at(-1)?.state;
  return { world, ann, ops, conversationId, records, state, runs: () => runs };
}

const power = { call: 'power', input: { power: 'off' } };

test('giving up leaves nothing as begun: what was is unknown, what was not is refused, a person is called', async () => {
  const { world, ann, conversationId, records, state, runs } = await dying([
    { call: 'brighter' },
    power,
    { call: 'jazz' },
  ]);
  expect(records()).toEqual([
    ['brighter', 'done'],
    ['power', undefined],
  ]);
  await world.worker('worker-2').giveUp(conversationId);
  expect(records()).toEqual([
    ['brighter', 'done'],
    ['power', 'unknown'],
    ['jazz', 'failed'],
  ]);
  expect(runs()).toBe(2);
  expect(ann.heard).toContain('I have asked a person to look at it.');
  expect(state()).toMatchObject({ status: 'waiting' });
  expect(state()?.interrupted).toBeUndefined();
});

test('giving up says no to what was asked, and completes a hand-back', async () => {
  const world = new World(lampService().service, scriptedModel(inOrder([{ call: 'remove', input: {} }])));
  const ann = await world.person('ann');
  const ops = await world.person('op', 'operator');
  const conversationId = await ann.say('Remove it.');
  await world.bot.giveUp(conversationId);
  expect(ann.chunks.filter(({ type }) => type === 'tool-output-denied')).toHaveLength(1);
  await ops.send({ action: 'takeOver', conversationId });
  await ann.write('And?', conversationId);
  const deaf = { ...world.ports, inbox: { ring: () => Promise.reject(new Error('killed')) } };
  await expect(ops.send({ action: 'handBack', conversationId }, world.worker('w', deaf))).rejects.toThrow();
  await world.bot.giveUp(conversationId);
  expect(world.ports.log.entries(conversationId).at(-1)?.state).toMatchObject({ status: 'waiting' });
});

test('what a take-over finds in the middle is finished by the next worker, and told to nobody but the audit', async () => {
  const { world, ops, conversationId, records, state } = await dying([power, { call: 'jazz' }]);
  await ops.send({ action: 'takeOver', conversationId });
  expect(state()?.interrupted).toHaveLength(1);
  await world.worker('worker-2').work(conversationId, new AbortController().signal);
  expect(records()).toEqual([
    ['power', 'done'],
    ['jazz', 'failed'],
  ]);
  expect(state()?.interrupted).toBeUndefined();
  expect(state()?.status).toBe('human');
});

test('what nobody can find out any more after a take-over calls a person, once the bot has the conversation', async () => {
  const { world, ops, conversationId, records, state } = await dying([{ call: 'shout' }]);
  await ops.send({ action: 'takeOver', conversationId });
  await ops.send({ action: 'handBack', conversationId });
  await world.worker('worker-2').work(conversationId, new AbortController().signal);
  expect(records()).toEqual([['shout', 'unknown']]);
  expect(state()).toMatchObject({ status: 'waiting' });
});

test('a cancel that finds a worker dead has the next one finish what was begun, and show it', async () => {
  const { world, ann, conversationId, records } = await dying([power, { call: 'jazz' }]);
  await ann.send({ action: 'cancel', conversationId });
  await world.worker('worker-2').work(conversationId, new AbortController().signal);
  expect(records()).toEqual([
    ['power', 'done'],
    ['jazz', 'failed'],
  ]);
  expect(ann.outputs).toMatchObject([{ status: 'done' }, { status: 'failed' }]);
  expect(ann.chunks.at(-1)).toEqual({ type: 'abort' });
});
