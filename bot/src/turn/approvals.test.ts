import { describe, expect, test } from 'vitest';
import { inOrder, scriptedModel, type ScriptedMessage } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World, type Person } from '../testing/world.ts';

async function asked(...more: readonly ScriptedMessage[]) {
  const { service, lamp } = lampService();
  const ran: string[] = [];
  lamp.onRun = (action) => void ran.push(action);
  const model = scriptedModel(inOrder([{ call: 'remove' }], ...more));
  const world = new World(service, model);
  const ann = await world.person('ann');
  const conversationId = await ann.say('Remove it.');
  const request = ann.chunks.find((chunk) => chunk.type === 'tool-approval-request');
  if (request?.type !== 'tool-approval-request') throw new Error('It did not ask.');
  const start = ann.chunks[0];
  const messageId = start?.type === 'start' ? start.messageId : '';
  const answer = (approved: boolean, requestId = `answer ${String(approved)}`.replace(' ', '-')) =>
    ann.ask({ action: 'approve', requestId, conversationId, approvalId: request.approvalId, approved });
  return { world, ann, conversationId, approvalId: request.approvalId, messageId, ran, model, answer, lamp };
}

const status = async (person: Person, conversationId: string) => {
  const list = await person.ask({ action: 'listConversations' });
  return list.type === 'conversations'
    ? list.conversations.find(({ id }) => id === conversationId)
    : undefined;
};

describe('asking', () => {
  test('shows the call, asks with a title and an end, and finishes', async () => {
    const { ann, conversationId, approvalId, messageId, ran } = await asked();
    expect(ann.chunks.map(({ type }) => type)).toEqual([
      'start',
      'start-step',
      'tool-input-available',
      'tool-approval-request',
      'finish-step',
      'finish',
    ]);
    expect(ann.chunks[3]).toMatchObject({
      approvalDescriptor: { title: 'Remove the lamp?', expiresAt: '2026-05-04T10:10:00.000Z' },
    });
    expect(await status(ann, conversationId)).toMatchObject({ approval: { id: approvalId, messageId } });
    expect(ran).toEqual([]);
  });

  test('is open for ten minutes', async () => {
    const { world, ann, conversationId, answer, ran } = await asked([{ text: 'Hello again.' }]);
    world.clock.advance(600_000);
    expect(await status(ann, conversationId)).not.toHaveProperty('approval');
    expect(await answer(true)).toMatchObject({ code: 'conflict' });
    await ann.say('Hello?', conversationId);
    expect(ann.chunks.filter(({ type }) => type === 'tool-output-denied')).toHaveLength(1);
    expect(await answer(true, 'again')).toMatchObject({ code: 'conflict' });
    expect(ran).toEqual([]);
  });

  test('twice in one message asks about the first alone', async () => {
    const { service, lamp } = lampService();
    const ran: string[] = [];
    lamp.onRun = (action) => void ran.push(action);
    const world = new World(
      service,
      scriptedModel(
        inOrder([
          { call: 'remove', input: { name: 'a' } },
          { call: 'remove', input: { name: 'b' } },
          { call: 'look' },
        ]),
      ),
    );
    const ann = await world.person('ann');
    await ann.say('hi');
    expect(ann.chunks.filter(({ type }) => type === 'tool-approval-request')).toHaveLength(1);
    expect(ann.outputs).toMatchObject([
      { status: 'denied', reason: expect.stringContaining('one thing is asked at a time') as string },
      { status: 'done' },
    ]);
    expect(ran).toEqual(['look']);
  });

  test('twice in one message leaves the second undone, whatever the answer to the first', async () => {
    const { service, lamp } = lampService();
    const ran: string[] = [];
    lamp.onRun = (action) => void ran.push(action);
    const calls = [
      { call: 'remove', input: { name: 'a' } },
      { call: 'remove', input: { name: 'b' } },
    ];
    const world = new World(service, scriptedModel(inOrder(calls, [{ text: 'There.' }])));
    const ann = await world.person('ann');
    const conversationId = await ann.say('hi');
    const { approval } = (await status(ann, conversationId)) ?? {};
    await ann.ask({
      ...{ action: 'approve', requestId: 'yes', conversationId },
      ...{ approvalId: approval?.id, approved: true },
    });
    await world.settle();
    expect(ran).toEqual(['remove']);
    expect(ann.outputs).toMatchObject([{ status: 'denied' }, { status: 'done' }]);
    expect(await status(ann, conversationId)).not.toHaveProperty('approval');
  });

  test('a newer question makes the older one a no', async () => {
    const { world, ann, conversationId, answer, approvalId, model } = await asked(
      [{ call: 'remove', input: { name: 'other' } }],
      [{ text: 'It waits for your yes.' }],
    );
    await ann.say('The other one, I mean.', conversationId);
    expect((await status(ann, conversationId))?.approval?.id).not.toBe(approvalId);
    expect(ann.chunks.filter(({ type }) => type === 'tool-output-denied')).toHaveLength(1);
    expect(ann.chunks.find(({ type }) => type === 'tool-approval-response')).toMatchObject({
      approved: false,
      reason: 'A newer question took its place.',
    });
    await ann.say('Well?', conversationId);
    const told = JSON.stringify(model.asked.at(-1)?.prompt);
    expect(told).toContain('A newer question took its place. It was not done.');
    expect(told).not.toContain('The customer said no');
    expect(await answer(true)).toMatchObject({ code: 'conflict' });
    await world.settle();
  });

  test('while it is open the model’s history says that it waits', async () => {
    const { ann, conversationId, model } = await asked([{ text: 'It is a lamp.' }]);
    await ann.say('What is it?', conversationId);
    expect(JSON.stringify(model.asked[1]?.prompt)).toContain('It waits for the customer');
  });
});

describe('a yes', () => {
  test('continues the asking message: the call runs once, as it was shown, and the bot goes on', async () => {
    const { world, ann, answer, messageId, ran, conversationId } = await asked([
      { text: 'I removed it. Anything else?' },
    ]);
    const before = ann.chunks.length;
    expect(await answer(true)).toMatchObject({ type: 'accepted', messageId });
    await world.settle();
    expect(ann.chunks.slice(before).map(({ type }) => type)).toEqual([
      'start',
      'tool-approval-response',
      'tool-output-available',
      'start-step',
      'text-start',
      'text-delta',
      'text-delta',
      'text-end',
      'finish-step',
      'finish',
    ]);
    expect(ann.chunks[before]).toMatchObject({ messageId });
    expect(ran).toEqual(['remove']);
    const history = await ann.ask({ action: 'history', conversationId });
    expect(history.type === 'history' && history.messages).toHaveLength(2);
  });

  test('counts once: again is the same answer, in another request a conflict', async () => {
    const { world, answer, ran } = await asked([{ text: 'So be it.' }]);
    const first = await answer(true);
    expect(await answer(true)).toEqual(first);
    await world.settle();
    expect(await answer(true)).toEqual(first);
    expect(await answer(true, 'another')).toMatchObject({ code: 'conflict' });
    expect(await answer(false, 'third')).toMatchObject({ code: 'conflict' });
    await world.settle();
    expect(ran).toEqual(['remove']);
  });

  test('to what was never asked is not found', async () => {
    const { ann, conversationId } = await asked();
    for (const approvalId of ['ap-2-nothing', 'ap-999-nothing', 'x', 'ap-99999999999999999999-x']) {
      expect(
        await ann.ask({
          action: 'approve',
          requestId: approvalId,
          conversationId,
          approvalId,
          approved: true,
        }),
      ).toMatchObject({ code: 'not_found' });
    }
  });

  test('is authorized again when it is carried out', async () => {
    const { world, answer, ann, ran } = await asked([{ text: 'Oh.' }]);
    await world.ports.customers.put({ id: 'ann', name: 'Ann', level: 'none', timeZone: 'UTC' });
    await answer(true);
    await world.settle();
    expect(ran).toEqual([]);
    expect(ann.outputs).toMatchObject([{ status: 'denied', requiredLevel: 'basic' }]);
  });

  test('after the customer has written on is told in a reply of its own', async () => {
    const { world, ann, conversationId, answer, messageId, ran } = await asked([{ text: 'It is a lamp.' }]);
    await ann.say('What is it?', conversationId);
    const before = ann.chunks.length;
    await answer(true);
    await world.settle();
    const since = ann.chunks.slice(before);
    expect(since.map(({ type }) => type)).toEqual([
      'start',
      'tool-approval-response',
      'tool-output-available',
      'finish',
      'start',
      'start-step',
      'text-start',
      'text-delta',
      'text-end',
      'finish-step',
      'finish',
    ]);
    const starts = since.flatMap((chunk) => (chunk.type === 'start' ? [chunk.messageId] : []));
    expect(starts[0]).toBe(messageId);
    expect(starts[1]).not.toBe(messageId);
    expect(ann.heard).toBe('It is a lamp.It is removed.');
    expect(ran).toEqual(['remove']);
  });

  test('while the bot answers something else is carried out next', async () => {
    const begun = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    const { world, ann, conversationId, answer, ran } = await asked([
      { meanwhile: () => (begun.resolve(undefined), goOn.promise) },
      { text: 'It is a lamp.' },
    ]);
    await ann.write('What is it?', conversationId);
    const working = world.settle();
    await begun.promise;
    expect(await answer(true)).toMatchObject({ type: 'accepted' });
    goOn.resolve(undefined);
    await working;
    expect(ran).toEqual(['remove']);
    expect(ann.heard).toBe('It is a lamp.It is removed.');
    expect((await world.ports.log.last(conversationId))?.state).not.toHaveProperty('reply');
  });
});

describe('a no', () => {
  test('is shown as denied by the customer, and nothing runs', async () => {
    const { world, ann, answer, ran, model, conversationId } = await asked([{ text: 'All right.' }]);
    await answer(false);
    await world.settle();
    expect(ann.chunks.find(({ type }) => type === 'tool-approval-response')).not.toHaveProperty('reason');
    expect(ann.chunks.map(({ type }) => type).slice(6)).toEqual([
      'start',
      'tool-approval-response',
      'tool-output-denied',
      'start-step',
      'text-start',
      'text-delta',
      'text-end',
      'finish-step',
      'finish',
    ]);
    expect(ran).toEqual([]);
    expect(ann.outputs).toEqual([]);
    expect(JSON.stringify(model.asked[1]?.prompt)).toContain('The customer said no.');
    const ops = await world.person('op', 'operator');
    expect(await ops.ask({ action: 'audit', conversationId })).toMatchObject({
      records: [{ decision: 'refused', status: 'denied', reason: 'The customer said no. It was not done.' }],
    });
  });

  test('stays a no in the history that models read', async () => {
    const { world, ann, answer, model, conversationId } = await asked(
      [{ text: 'All right.' }],
      [{ text: 'Hi.' }],
    );
    await answer(false);
    await world.settle();
    await ann.say('Well?', conversationId);
    expect(JSON.stringify(model.asked[2]?.prompt)).toContain('The customer said no.');
  });
});

describe('a typed answer', () => {
  test.each([
    ['Yes!', ['remove'], 'It is removed.'],
    ['no thanks', [], 'All right, I will leave that as it is.'],
  ])('%j as the very next message counts', async (text, expected, heard) => {
    const { ann, conversationId, ran } = await asked();
    await ann.say(text, conversationId);
    expect(ran).toEqual(expected);
    expect(ann.heard).toBe(heard);
    const replies = ann.chunks.flatMap((chunk) =>
      chunk.type === 'start' ? [chunk.messageMetadata?.replyTo?.length] : [],
    );
    expect(replies).toEqual([1, 1, 1]);
  });

  test('later than the next message is a message like any other', async () => {
    const { ann, conversationId, ran } = await asked([{ text: 'It is a lamp.' }], [{ text: 'Yes what?' }]);
    await ann.say('What is it?', conversationId);
    await ann.say('yes', conversationId);
    expect(ran).toEqual([]);
    expect(ann.heard).toContain('Yes what?');
  });

  test('and what was written after it are both answered', async () => {
    const { ann, world, conversationId, ran } = await asked([{ text: 'Hello.' }]);
    await ann.write('yes', conversationId);
    await ann.write('And hello!', conversationId);
    await world.settle();
    expect(ran).toEqual(['remove']);
    expect(ann.heard).toBe('It is removed.Hello.');
  });
});
