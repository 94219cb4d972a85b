import { afterEach, expect, test, vi } from 'vitest';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';
import { TURN_MS } from './limits.ts';

afterEach(() => void vi.useRealTimers());

test('a turn that takes too long ends in words; what it had not begun is not done', async () => {
  vi.useFakeTimers();
  const { service, lamp } = lampService();
  const model = scriptedModel(
    inOrder([{ call: 'power', input: { power: 'on' } }, { call: 'brighter' }], [{ text: 'Never said.' }]),
  );
  const world = new World(service, model);
  const ann = await world.person('ann');
  lamp.onRun = (action) => {
    if (action === 'power') vi.advanceTimersByTime(TURN_MS);
  };
  await ann.write('Both, please.');
  const working = world.settle();
  await vi.advanceTimersByTimeAsync(1_000);
  await working;
  expect(ann.outputs).toMatchObject([
    { status: expect.stringMatching(/done|unknown/u) as string },
    { status: 'failed', reason: 'There was no time left for this, so it was not done.' },
  ]);
  expect(ann.chunks.at(-1)).toEqual({ type: 'finish' });
  expect(ann.heard).not.toBe('');
  expect(model.asked).toHaveLength(1);
});

test('a cancel that comes after a no leaves it at the no', async () => {
  const { service } = lampService();
  const model = scriptedModel(inOrder([{ call: 'remove', input: {} }], [{ text: 'Never said.' }]));
  const world = new World(service, model);
  const ann = await world.person('ann');
  const conversationId = await ann.say('Remove it.');
  const approvalId = world.ports.log.entries(conversationId).at(-1)?.state.approval?.id ?? '';
  await ann.send({ action: 'approve', requestId: 'a1', conversationId, approvalId, approved: false });
  await ann.send({ action: 'cancel', conversationId });
  await world.settle();
  expect(ann.chunks.at(-1)).toEqual({ type: 'abort' });
  expect(ann.outputs).toEqual([]);
  expect(world.ports.log.entries(conversationId).at(-1)?.state.reply).toBeUndefined();
});
