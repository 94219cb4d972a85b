import { expect, test } from 'vitest';
import type { LogEntry } from '../conversation/entry.ts';
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
  return { world, ann, ops, conversationId, records, state, lamp, runs: () => runs };
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

test('giving up leaves a question to the customer, says no to it where more is undone, and completes a hand-back', async () => {
  const world = new World(lampService().service, scriptedModel(inOrder([{ call: 'remove', input: {} }])));
  const ann = await world.person('ann');
  const ops = await world.person('op', 'operator');
  const conversationId = await ann.say('Remove it.');
  const refused = () => ann.chunks.filter(({ type }) => type === 'tool-output-denied');
  await world.bot.giveUp(conversationId);
  expect(refused()).toHaveLength(0);
  await ann.write('Wait.', conversationId);
  await world.bot.giveUp(conversationId);
  expect(refused()).toHaveLength(1);
  await ops.send({ action: 'takeOver', conversationId });
  await ann.write('And?', conversationId);
  const deaf = { ...world.ports, inbox: { ring: () => Promise.reject(new Error('killed')) } };
  await expect(ops.send({ action: 'handBack', conversationId }, world.worker('w', deaf))).rejects.toThrow();
  await world.bot.giveUp(conversationId);
  expect(world.ports.log.entries(conversationId).at(-1)?.state).toMatchObject({
    status: 'waiting',
    unanswered: [],
  });
  expect(ann.heard).toContain('I have asked a person to look at it.');
});

test('giving up where nothing was left undone calls nobody, and opens nothing again', async () => {
  const world = new World(lampService().service, scriptedModel(inOrder([{ text: 'Hello.' }])));
  const ann = await world.person('ann');
  const ops = await world.person('op', 'operator');
  const conversationId = await ann.say('hi');
  for (const status of ['bot', 'closed']) {
    if (status === 'closed') await ops.send({ action: 'close', conversationId });
    await world.bot.giveUp(conversationId);
    expect(world.ports.log.entries(conversationId).at(-1)?.state).toMatchObject({ status });
  }
  expect(ann.heard).toBe('Hello.');
});

test('who gives up and dies after any of its writes has the next one call a person all the same, once', async () => {
  for (let deadly = 1; ; deadly++) {
    const { world, conversationId, state } = await dying([power]);
    let writes = 0;
    const { log } = world.ports;
    const mortal = {
      append: async (entry: LogEntry) => {
        const result = await log.append(entry);
        if (++writes === deadly) throw new Error('killed');
        return result;
      },
      last: log.last.bind(log),
      after: log.after.bind(log),
      messages: log.messages.bind(log),
    };
    const died = await world
      .worker('worker-2', { ...world.ports, log: mortal })
      .giveUp(conversationId)
      .then(
        () => false,
        () => true,
      );
    await world.worker('worker-3').giveUp(conversationId);
    expect(state()).toMatchObject({ status: 'waiting' });
    expect(state()?.interrupted).toBeUndefined();
    const said = world.ports.log.entries(conversationId).map(({ message }) => message);
    expect(JSON.stringify(said).split('I have asked a person'), `write ${String(deadly)}`).toHaveLength(2);
    if (!died) {
      expect(deadly).toBe(3);
      return;
    }
  }
});

test('what is ended while what was ended before is settled is settled, too', async () => {
  const { world, ops, conversationId, records, state, lamp } = await dying([power], [{ call: 'shout' }]);
  await ops.send({ action: 'takeOver', conversationId });
  await ops.send({ action: 'handBack', conversationId });
  // While the first is settled, a routine begins and another take-over ends it at once.
  lamp.plan = {
    title: 'Your routine',
    action: 'power',
    calls: [{ action: 'power', input: { power: 'on' } }],
  };
  const timer = {
    customerId: 'ann',
    id: 'evening',
    conversationId,
    schedule: { at: '19:00', days: ['monday' as const] },
    timeZone: 'UTC',
  };
  let meanwhile: (() => Promise<void>) | undefined = async () => {
    await world.bot.fire(timer, world.clock.now());
    await ops.send({ action: 'takeOver', conversationId });
  };
  lamp.onRun = () => {
    const now = meanwhile;
    meanwhile = undefined;
    return now?.();
  };
  await world.worker('worker-2').work(conversationId, new AbortController().signal);
  expect(records()).toEqual([
    ['power', 'done'],
    ['power', 'failed'],
  ]);
  expect(state()).toMatchObject({ status: 'human' });
  expect(state()?.interrupted).toBeUndefined();
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
