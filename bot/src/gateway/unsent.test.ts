import { expect, test } from 'vitest';
import type { Ports } from '../ports/index.ts';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

const staffed = async () => {
  const world = new World(lampService().service, scriptedModel(inOrder([{ text: 'Hello.' }])));
  return { world, ann: await world.person('ann'), ops: await world.person('op', 'operator') };
};

/** Ports on which nothing can be sent to some sockets, though they are open. */
function mute({ ports }: World, ids: readonly string[], isMute: () => boolean = () => true): Ports {
  const { connections } = ports;
  return {
    ...ports,
    connections: {
      add: (connection) => connections.add(connection),
      remove: (id) => connections.remove(id),
      get: (id) => connections.get(id),
      followers: (...args) => connections.followers(...args),
      watch: (...args) => connections.watch(...args),
      watchers: (what) => connections.watchers(what),
      send: (id, frame) =>
        ids.includes(id) && isMute()
          ? Promise.reject(new Error('LimitExceededException'))
          : connections.send(id, frame),
    },
  };
}

const lostPushes = ({ ports }: World) =>
  ports.telemetry.events.filter((event) => event.type === 'fault' && event.where === 'push');

test('what can’t be sent to somebody who looks on fails neither the message nor its reply', async () => {
  const { world, ann, ops } = await staffed();
  const conversationId = await ann.say('hi');
  await ops.send({ action: 'resume', conversationId, after: 0 });
  const before = ops.frames.length;
  const bot = world.worker('cloud', mute(world, ['socket of op']));
  const frame = { action: 'sendMessage', requestId: 'again', text: 'Again.', conversationId };
  expect((await ann.send(frame, bot)).at(-1)).toMatchObject({ type: 'accepted', requestId: 'again' });
  await world.settle(bot);
  expect(ann.heard).toBe('Hello.Hello.');
  const last = await world.ports.log.last(conversationId);
  expect(last?.state).toMatchObject({ unanswered: [] });
  expect(last?.state.reply).toBeUndefined();
  expect(ops.frames).toHaveLength(before);
  expect(lostPushes(world)[0]).toMatchObject({ conversationId, error: 'Error: LimitExceededException' });
});

test('a message whose acceptance can’t be sent is stored, rung, and accepted when it comes again', async () => {
  const { world, ann } = await staffed();
  const frame = { action: 'sendMessage', requestId: 'r', text: 'hi' };
  const bot = world.worker('cloud', mute(world, ['socket of ann']));
  expect(await ann.send(frame, bot)).toEqual([]);
  await world.settle();
  const accepted = await ann.ask(frame);
  if (accepted.type !== 'accepted') throw new Error('It was not accepted.');
  const history = await ann.ask({ action: 'history', conversationId: accepted.conversationId });
  expect(history.type === 'history' && history.messages.map(({ message }) => message.role)).toEqual([
    'user',
    'assistant',
  ]);
});

test('of a page nothing is sent behind a frame that is lost: it would hide that', async () => {
  const { world, ann } = await staffed();
  const conversationId = await ann.say('hi');
  let sent = 0;
  const bot = world.worker(
    'cloud',
    mute(world, ['socket of ann'], () => ++sent === 3),
  );
  const frames = await ann.send({ action: 'resume', conversationId, after: 0 }, bot);
  expect(frames.map((frame) => 'seq' in frame && frame.seq)).toEqual([1, 2]);
  expect((await ann.send({ action: 'resume', conversationId, after: 2 })).at(-1)).toMatchObject({
    type: 'resumed',
  });
});

test('a ring does not wait until those who look on are told', async () => {
  const { world, ann } = await staffed();
  const conversationId = await ann.say('hi');
  const { connections, inbox } = world.ports;
  const blind = mute(world, []);
  const dying = (): Ports => ({
    ...blind,
    connections: {
      ...blind.connections,
      followers: () => Promise.reject(new Error('killed')),
      get: (id) => connections.get(id),
    },
  });
  const frame = { action: 'sendMessage', requestId: 'r', text: 'Again.', conversationId };
  await expect(ann.send(frame, world.worker('dying', dying()))).rejects.toThrow('killed');
  const rung: string[] = [];
  await inbox.deliver(async (id) => {
    rung.push(id);
    return 'idle';
  });
  expect(rung).toEqual([conversationId]);
});
