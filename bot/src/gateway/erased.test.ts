import { expect, test } from 'vitest';
import type { Ports } from '../ports/index.ts';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

/** The ports once a customer's record is gone, while their socket is still open. */
const without = (ports: Ports): Ports => ({
  ...ports,
  customers: {
    get: () => Promise.resolve(undefined),
    create: (customer) => ports.customers.create(customer),
    put: (customer) => ports.customers.put(customer),
  },
});

test('a customer who was erased while they are here may do what anybody may, and operators see their id', async () => {
  const { service } = lampService();
  const model = scriptedModel(
    inOrder([{ call: 'jazz' }, { call: 'power', input: { power: 'on' } }], [{ text: 'There.' }]),
  );
  const world = new World(service, model);
  await world.ports.customers.put({ id: 'ann', name: 'Ann', level: 'premium', timeZone: 'UTC' });
  const ann = await world.person('ann');
  const ops = await world.person('op', 'operator');
  await ops.ask({ action: 'watchInbox' });
  const bot = world.worker('later', without(world.ports));

  const [accepted] = (
    await ann.send({ action: 'sendMessage', requestId: 'r1', text: 'Jazz, and light.' }, bot)
  ).filter(({ type }) => type === 'accepted');
  const conversationId = accepted?.type === 'accepted' ? accepted.conversationId : '';
  await world.settle(bot);
  expect(ann.outputs).toMatchObject([{ status: 'denied', requiredLevel: 'premium' }, { status: 'done' }]);

  await ann.send({ action: 'requestHuman', conversationId }, bot);
  const shown = ops.frames.findLast((frame) => frame.type === 'conversation');
  expect(shown).toMatchObject({
    conversation: { customer: { id: 'ann', name: 'ann', serviceLevel: '' }, priority: 'standard' },
  });
  const frames = await ops.send({ action: 'takeOver', conversationId }, bot);
  expect(frames.find(({ type }) => type === 'summary')).toMatchObject({
    customer: { id: 'ann', name: 'ann', serviceLevel: '' },
  });
});
