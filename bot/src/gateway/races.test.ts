import { expect, test } from 'vitest';
import type { Ports } from '../ports/index.ts';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

const staffed = async () => {
  const world = new World(lampService().service, scriptedModel(inOrder([{ text: 'Hello.' }])));
  return { world, ann: await world.person('ann'), ops: await world.person('op', 'operator') };
};

/** Ports whose first look at the end of the log is followed by something that the looker does not see. */
const overtaken = (ports: Ports, meanwhile: () => Promise<unknown>): Ports => {
  let looked = false;
  return {
    ...ports,
    log: {
      append: (entry) => ports.log.append(entry),
      last: async (id) => {
        const last = await ports.log.last(id);
        if (!looked) {
          looked = true;
          await meanwhile();
        }
        return last;
      },
      after: (...args) => ports.log.after(...args),
      messages: (...args) => ports.log.messages(...args),
    },
  };
};

test('who takes over a moment after another has done so is told of the conflict', async () => {
  const { world, ann, ops } = await staffed();
  const conversationId = await ann.say('hi');
  const other = await world.person('op2', 'operator');
  const late = world.worker(
    'late',
    overtaken(world.ports, () => other.send({ action: 'takeOver', conversationId })),
  );
  const [answer] = (await ops.send({ action: 'takeOver', conversationId }, late)).filter(
    ({ type }) => type === 'error',
  );
  expect(answer).toMatchObject({ code: 'conflict' });
});

test('a reply that ends while the history is read is in it whole', async () => {
  const { world, ann } = await staffed();
  const conversationId = await ann.write('hi');
  const late = world.worker(
    'late',
    overtaken(world.ports, () => world.settle()),
  );
  const history = (await ann.send({ action: 'history', conversationId }, late)).findLast(
    ({ type }) => type === 'history',
  );
  expect(history).toMatchObject({ messages: [{}, { message: { role: 'assistant' } }], seq: 8 });
});

test('a message that overtakes the hand-back is answered once', async () => {
  const { world, ann, ops } = await staffed();
  const conversationId = await ann.say('hi');
  await ops.send({ action: 'takeOver', conversationId });
  const late = world.worker(
    'late',
    overtaken(world.ports, () => ann.write('And?', conversationId)),
  );
  await ops.send({ action: 'handBack', conversationId }, late);
  await world.settle();
  expect(ann.heard).toBe('Hello.Hello.');
});

test('a cancel, or somebody who looks, a moment after the reply has ended changes nothing', async () => {
  const { world, ann } = await staffed();
  const conversationId = await ann.write('hi');
  const last = await world.ports.log.last(conversationId);
  expect(last?.state.reply).toBeUndefined();
  for (const action of ['cancel', 'resume']) {
    await ann.write('Again.', conversationId);
    await world.bot.work(conversationId, new AbortController().signal);
    const open = world.ports.log.entries(conversationId).findLast(({ state }) => state.reply !== undefined);
    if (open === undefined) throw new Error('No reply was ever open.');
    let looked = false;
    const stale: Ports = {
      ...world.ports,
      log: {
        append: (entry) => world.ports.log.append(entry),
        last: async (id) => {
          if (looked) return world.ports.log.last(id);
          looked = true;
          return open;
        },
        after: (...args) => world.ports.log.after(...args),
        messages: (...args) => world.ports.log.messages(...args),
      },
    };
    const before = world.ports.log.entries(conversationId).length;
    await ann.send(
      { action, conversationId, ...(action === 'resume' ? { after: 0 } : {}) },
      world.worker('late', stale),
    );
    expect(world.ports.log.entries(conversationId)).toHaveLength(before);
  }
});

test('who begins to watch while a worker reads its followers is shown the reply', async () => {
  const { world, ann, ops } = await staffed();
  const conversationId = await ann.say('hi');
  await ann.write('Again.', conversationId);
  const { connections } = world.ports;
  const asked = Promise.withResolvers<undefined>();
  const watching = Promise.withResolvers<undefined>();
  const [followers, watch] = [connections.followers.bind(connections), connections.watch.bind(connections)];
  connections.followers = async (...args) => {
    const found = await followers(...args);
    asked.resolve(undefined);
    await watching.promise;
    return found;
  };
  let working: Promise<void> = Promise.resolve();
  connections.watch = async (...args) => {
    working = world.settle();
    await asked.promise;
    await watch(...args);
    watching.resolve(undefined);
  };
  await ops.send({ action: 'resume', conversationId, after: 0 });
  await working;
  expect(ops.frames.filter((frame) => frame.type === 'chunk' && frame.replay !== true)).not.toEqual([]);
  expect(ops.chunks.map(({ type }) => type).at(-1)).toBe('finish');
});

test('an answer to a socket that has closed meanwhile is nobody’s', async () => {
  const { world } = await staffed();
  const socket = world.ports.connections.open('brief');
  socket.close();
  const identity = {
    ...world.identity('bob'),
    principal: { id: 'bob', name: '', role: 'customer' } as const,
  };
  expect(await world.bot.receive('brief', identity, '{"action":"hello"}')).toBe('open');
  expect(socket.frames).toEqual([]);
});

test('a customer without a name writes without one', async () => {
  const { world } = await staffed();
  const socket = world.ports.connections.open('s');
  const identity = {
    ...world.identity('bob'),
    principal: { id: 'bob', name: '', role: 'customer' } as const,
  };
  await world.bot.receive('s', identity, '{"action":"hello"}');
  await world.bot.receive('s', identity, '{"action":"sendMessage","requestId":"r1","text":"hi"}');
  const message = socket.frames.map(
    (text) => JSON.parse(text) as { type: string; message?: { metadata: object } },
  );
  expect(message.find(({ type }) => type === 'message')?.message?.metadata).not.toHaveProperty('name');
});
