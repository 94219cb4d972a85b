import { expect, test } from 'vitest';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

const AT = new Date('2026-05-04T10:00:00Z');

async function timed(conversation: boolean) {
  const { service, lamp } = lampService();
  const ran: string[] = [];
  lamp.onRun = (action) => void ran.push(action);
  lamp.plan = {
    title: 'Your routine “Morning”',
    action: 'brighter',
    calls: [
      { action: 'power', input: { power: 'on' } },
      { action: 'jazz', input: {} },
    ],
  };
  const model = scriptedModel(inOrder([{ text: 'Hello.' }]));
  const world = new World(service, model);
  const ann = await world.person('ann');
  const conversationId = conversation ? await ann.say('hi') : 'cv_none';
  const timer = {
    customerId: 'ann',
    id: 'morning',
    conversationId,
    schedule: { at: '07:00', days: ['monday' as const] },
    timeZone: 'UTC',
  };
  return { world, ann, timer, ran, lamp, model, conversationId };
}

test('a firing timer runs its calls, each gated, and tells the customer unasked', async () => {
  const { world, ann, timer, ran, model } = await timed(true);
  expect(await world.bot.fire(timer, AT)).toBe('done');
  await world.settle();
  expect(ran).toEqual(['power']);
  expect(ann.outputs).toMatchObject([{ status: 'done' }, { status: 'denied', requiredLevel: 'premium' }]);
  expect(ann.heard).toBe(
    'Hello.Your routine “Morning”:\nThe lamp is on. “Play jazz” is part of The premium; your plan is The basic.',
  );
  expect(model.asked).toHaveLength(1);
  const starts = ann.chunks.flatMap((chunk) =>
    chunk.type === 'start' ? [chunk.messageMetadata?.replyTo] : [],
  );
  expect(starts[1]).toEqual([]);
});

test('more than an hour late nothing runs, and the customer is told when it was due', async () => {
  const { world, ann, timer, ran } = await timed(true);
  const late = new Date(world.clock.now().getTime() - 60 * 60_000 - 1);
  for (let n = 0; n < 2; n++) {
    expect(await world.bot.fire({ ...timer, timeZone: 'Asia/Tokyo' }, late)).toBe('done');
    await world.settle();
  }
  expect(ran).toEqual([]);
  expect(ann.heard).toBe(
    'Hello.Your routine “Morning” was due on Monday at 17:59, and I could not begin it within an hour of that. It did not run. If you still want it, ask me to do it now.',
  );
  const faults = world.ports.telemetry.events.filter(({ type }) => type === 'fault');
  expect(faults).toMatchObject([
    { where: 'timer', error: expect.stringContaining('more than an hour late') },
  ]);
});

test('firing twice for one time is one run; for another time, another', async () => {
  const { world, timer, ran } = await timed(true);
  for (let n = 0; n < 2; n++) {
    await world.bot.fire(timer, AT);
    await world.bot.fire(timer, AT);
    await world.settle();
  }
  expect(ran).toEqual(['power']);
  await world.bot.fire(timer, new Date('2026-05-11T07:00:00Z'));
  await world.settle();
  expect(ran).toEqual(['power', 'power']);
});

test('waits for a reply that is under way', async () => {
  const begun = Promise.withResolvers<undefined>();
  const goOn = Promise.withResolvers<undefined>();
  const { world, ann, timer, lamp, ran } = await timed(true);
  const slow = scriptedModel(
    inOrder([{ meanwhile: () => (begun.resolve(undefined), goOn.promise) }, { text: 'Slowly.' }]),
  );
  const other = new World(world.service, slow);
  const bob = await other.person('ann');
  const conversationId = await bob.write('hi');
  const working = other.settle();
  await begun.promise;
  expect(await other.bot.fire({ ...timer, conversationId }, AT)).toBe('busy');
  goOn.resolve(undefined);
  await working;
  expect(await other.bot.fire({ ...timer, conversationId }, AT)).toBe('done');
  await other.settle();
  expect(ran).toEqual(['power']);
  expect(lamp.plan).toBeDefined();
  expect(ann.heard).toBe('Hello.');
});

test('where a person holds the conversation, the outcome is told in one of its own', async () => {
  const { world, ann, timer, conversationId } = await timed(true);
  const ops = await world.person('op', 'operator');
  await ops.ask({ action: 'takeOver', conversationId });
  for (const at of [AT, new Date('2026-05-11T07:00:00Z')]) {
    await world.bot.fire(timer, at);
    await world.settle();
  }
  const list = await ann.ask({ action: 'listConversations' });
  const titles = list.type === 'conversations' ? list.conversations.map(({ title }) => title) : [];
  expect(titles.toSorted()).toEqual(['Your routine “Morning”', 'hi']);
  const own =
    list.type === 'conversations' ? list.conversations.find(({ title }) => title !== 'hi')?.id : undefined;
  await ops.ask({ action: 'close', conversationId: own });
  await world.bot.fire(timer, new Date('2026-05-18T07:00:00Z'));
  await world.settle();
  const later = await ann.ask({ action: 'listConversations' });
  expect(later.type === 'conversations' && later.conversations).toHaveLength(3);
});

test('without a conversation it begins one', async () => {
  const { world, ann, timer, ran } = await timed(false);
  await world.bot.fire(timer, AT);
  await world.settle();
  expect(ran).toEqual(['power']);
  expect(await ann.ask({ action: 'listConversations' })).toMatchObject({
    conversations: [{ title: 'Your routine “Morning”', status: 'bot' }],
  });
});

test('what the plan no longer includes does not run, and says so', async () => {
  const { world, ann, timer, ran, lamp } = await timed(true);
  lamp.plan = { title: 'Routine', action: 'jazz', calls: [{ action: 'power', input: { power: 'on' } }] };
  await world.bot.fire(timer, AT);
  await world.settle();
  expect(ran).toEqual([]);
  expect(ann.outputs).toMatchObject([{ status: 'denied', requiredLevel: 'premium' }]);
  lamp.plan = { title: 'Routine', action: 'gone', calls: [{ action: 'power', input: { power: 'on' } }] };
  await world.bot.fire(timer, new Date('2026-05-11T07:00:00Z'));
  await world.settle();
  expect(ran).toEqual([]);
  expect(ann.heard.endsWith('Your plan no longer includes this, so it did not run.')).toBe(true);
});

test('what needs a yes does not run by itself', async () => {
  const { world, ann, timer, ran, lamp } = await timed(true);
  lamp.plan = { title: 'Routine', action: 'power', calls: [{ action: 'remove', input: {} }] };
  await world.bot.fire(timer, AT);
  await world.settle();
  expect(ran).toEqual([]);
  expect(ann.outputs).toMatchObject([{ status: 'denied' }]);
});

test('a timer that stands for nothing, or whose customer is gone, does nothing', async () => {
  const { world, timer, ran, lamp } = await timed(true);
  expect(await world.bot.fire({ ...timer, customerId: 'nobody' }, AT)).toBe('done');
  lamp.plan = undefined;
  expect(await world.bot.fire(timer, AT)).toBe('done');
  await world.settle();
  expect(ran).toEqual([]);
});
