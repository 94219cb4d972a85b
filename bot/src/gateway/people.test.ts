import { describe, expect, test } from 'vitest';
import { inOrder, scriptedModel, type ScriptedMessage } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

async function staffed(...messages: readonly ScriptedMessage[]) {
  const { service, lamp } = lampService();
  const model = scriptedModel(inOrder(...messages, [{ text: 'Hello.' }]));
  const world = new World(service, model);
  const ann = await world.person('ann');
  const ops = await world.person('op', 'operator');
  return { world, ann, ops, lamp, model };
}

describe('asking for a person', () => {
  test('the bot goes on answering while the conversation waits', async () => {
    const { ann, ops } = await staffed(
      [{ call: 'request_human', input: { reason: 'A bill.' } }],
      [{ text: 'Somebody comes.' }],
      [{ text: 'Still here.' }],
    );
    const conversationId = await ann.say('A person, please.');
    expect(ann.frames.filter(({ type }) => type === 'conversation')).toMatchObject([
      { conversation: { status: 'waiting' } },
    ]);
    await ann.say('Hello?', conversationId);
    expect(ann.heard).toBe('Somebody comes.Still here.');
    expect(await ops.ask({ action: 'watchInbox', requestId: 'w' })).toMatchObject({
      type: 'inbox',
      requestId: 'w',
      conversations: [
        {
          id: conversationId,
          status: 'waiting',
          priority: 'standard',
          customer: { id: 'ann', serviceLevel: 'basic' },
        },
      ],
    });
  });

  test('by a button, twice, and when it was closed', async () => {
    const { world, ann, ops } = await staffed();
    await world.ports.customers.put({ id: 'ann', name: 'Ann', level: 'premium', timeZone: 'UTC' });
    const conversationId = await ann.say('hi');
    expect(await ann.ask({ action: 'requestHuman', conversationId, reason: 'A bill.' })).toEqual({
      type: 'ok',
    });
    expect(await ann.ask({ action: 'requestHuman', conversationId })).toEqual({ type: 'ok' });
    expect(ann.frames.filter(({ type }) => type === 'conversation')).toHaveLength(1);
    await ops.ask({ action: 'close', conversationId });
    expect(await ann.ask({ action: 'requestHuman', conversationId })).toEqual({ type: 'ok' });
    const inbox = await ops.ask({ action: 'watchInbox' });
    expect(inbox).toMatchObject({ conversations: [{ status: 'waiting', priority: 'priority' }] });
    await ops.ask({ action: 'takeOver', conversationId });
    expect(await ann.ask({ action: 'requestHuman', conversationId })).toEqual({ type: 'ok' });
  });

  test('for another reason, tells who takes over of both, the latest first, and those who watch at once', async () => {
    const { world, ann, ops } = await staffed();
    const conversationId = await ann.say('hi');
    const ask = (reason: string) => ann.ask({ action: 'requestHuman', conversationId, reason });
    await ask('A bill.');
    await ops.send({ action: 'watchInbox' });
    const before = ops.frames.length;
    expect(await ask('My house is on fire.')).toEqual({ type: 'ok' });
    expect(ops.frames.slice(before)).toMatchObject([
      { type: 'conversation', conversation: { id: conversationId, status: 'waiting' } },
    ]);
    // What is known already is nothing new.
    for (const again of ['A bill.', 'My house is on fire.']) await ask(again);
    expect(ops.frames).toHaveLength(before + 1);
    const { waitingReason } = world.ports.log.entries(conversationId).at(-1)?.state ?? {};
    expect(waitingReason).toBe('My house is on fire. · A bill.');
    const taken = await ops.send({ action: 'takeOver', conversationId });
    expect(taken.find(({ type }) => type === 'summary')).toMatchObject({ reason: waitingReason });
  });

  test('for reason after reason counts among what one person may send in a minute; the first call does not', async () => {
    const { ann } = await staffed();
    const [one, other] = [await ann.say('hi'), await ann.say('hi')];
    const ask = (conversationId: string, reason: string) =>
      ann.ask({ action: 'requestHuman', conversationId, reason });
    for (let n = 0; n < 29; n++) expect(await ask(one, `Reason ${String(n)}.`)).toEqual({ type: 'ok' });
    expect(await ask(one, 'One more.')).toMatchObject({ code: 'rate_limited' });
    expect(await ask(other, 'A bill.')).toEqual({ type: 'ok' });
  });

  test('more urgent ones come first, then those who wait longer', async () => {
    const { world, ops } = await staffed();
    await world.ports.customers.put({ id: 'rich', name: 'R', level: 'premium', timeZone: 'UTC' });
    for (const id of ['one', 'two', 'rich']) {
      const person = await world.person(id);
      const conversationId = await person.say('hi');
      world.clock.advance(1_000);
      await person.send({ action: 'requestHuman', conversationId });
    }
    const inbox = await ops.ask({ action: 'watchInbox' });
    expect(inbox.type === 'inbox' && inbox.conversations.map(({ customer }) => customer?.id)).toEqual([
      'rich',
      'one',
      'two',
    ]);
  });
});

describe('a take-over', () => {
  test('silences the bot; the operator’s words reach the customer; handed back, the bot answers what is left', async () => {
    const { world, ann, ops, model } = await staffed();
    const conversationId = await ann.say('hi');
    await ops.send({ action: 'resume', conversationId, after: 0 });
    expect(await ops.send({ action: 'takeOver', conversationId, requestId: 't' })).toMatchObject([
      { type: 'conversation', conversation: { status: 'human', operator: { name: 'Name of op' } } },
      { type: 'summary', customer: { id: 'ann' }, unanswered: [], actions: [] },
      { type: 'ok', requestId: 't' },
    ]);
    await ann.say('Are you a person?', conversationId);
    expect(model.asked).toHaveLength(1);
    const inbox = await ops.ask({ action: 'watchInbox' });
    expect(inbox).toMatchObject({ conversations: [{ operator: { id: 'op', name: 'Name of op' } }] });
    const told = ann.frames.flatMap((frame) => (frame.type === 'conversation' ? [frame.conversation] : []));
    expect(told.at(-1)?.operator).toEqual({ name: 'Name of op' });
    const reply = { action: 'reply', requestId: 'r', conversationId, text: 'I am.' };
    const accepted = await ops.ask(reply);
    expect(await ops.ask(reply)).toEqual(accepted);
    expect(await ops.ask({ ...reply, text: 'No.' })).toMatchObject({ code: 'conflict' });
    const messages = ann.frames.filter((frame) => frame.type === 'message');
    expect(messages.at(-1)).toMatchObject({
      message: { role: 'assistant', metadata: { author: 'operator', name: 'Name of op', requestId: 'r' } },
    });
    await ann.say('Good.', conversationId);
    expect(await ops.ask({ action: 'handBack', conversationId })).toEqual({ type: 'ok' });
    await world.settle();
    expect(ann.heard).toBe('Hello.Hello.');
    expect(JSON.stringify(model.asked[1]?.prompt)).toContain('(A person of customer service wrote:) I am.');
    const starts = ann.chunks.flatMap((chunk) =>
      chunk.type === 'start' ? [chunk.messageMetadata?.replyTo?.length] : [],
    );
    expect(starts).toEqual([1, 1]);
  });

  test('ends a reply that is under way; no chunk comes after it, whatever was begun is recorded', async () => {
    const { world, ann, ops, lamp } = await staffed(
      [{ text: 'One moment. ' }, { call: 'power', input: { power: 'off' } }],
      [{ text: 'Done.' }],
    );
    const begun = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    lamp.onRun = () => (begun.resolve(undefined), goOn.promise);
    const conversationId = await ann.write('Off, please.');
    const working = world.settle();
    await begun.promise;
    await ops.ask({ action: 'takeOver', conversationId });
    goOn.resolve(undefined);
    await working;
    const types = ann.frames.map((frame) => (frame.type === 'chunk' ? frame.chunk.type : frame.type));
    // Taken over, and then: nothing is left of what was begun.
    expect(types.slice(types.indexOf('abort'))).toEqual(['abort', 'conversation', 'conversation']);
    expect(world.ports.log.entries(conversationId).at(-1)?.state.interrupted).toBeUndefined();
    const audit = await ops.ask({ action: 'audit', conversationId, requestId: 'a' });
    expect(audit).toMatchObject({
      type: 'audit',
      requestId: 'a',
      records: [{ action: 'power', decision: 'allowed', status: 'done', way: 'chat' }],
    });
    const summary = (await ops.send({ action: 'takeOver', conversationId })).find(
      ({ type }) => type === 'summary',
    );
    expect(summary).toMatchObject({ actions: [{ title: 'Switch', status: 'input-available' }] });
  });

  test('while the model speaks closes its text', async () => {
    const begun = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    const { world, ann, ops } = await staffed([
      { text: 'One. ' },
      { meanwhile: () => (begun.resolve(undefined), goOn.promise) },
      { text: 'Two. ' },
      { text: 'Three.' },
    ]);
    const conversationId = await ann.write('hi');
    const working = world.settle();
    await begun.promise;
    await ops.ask({ action: 'takeOver', conversationId });
    goOn.resolve(undefined);
    await working;
    expect(ann.heard).toBe('One. ');
    const history = await ann.ask({ action: 'history', conversationId });
    expect(JSON.stringify(history)).not.toContain('streaming');
  });

  test('makes an open approval a no', async () => {
    const { ann, ops, world } = await staffed([{ call: 'remove' }]);
    const conversationId = await ann.say('Remove it.');
    await ops.ask({ action: 'takeOver', conversationId });
    const types = ann.frames.map((frame) => (frame.type === 'chunk' ? frame.chunk.type : frame.type));
    expect(types.slice(-5)).toEqual([
      'start',
      'tool-approval-response',
      'tool-output-denied',
      'finish',
      'conversation',
    ]);
    const history = await ann.ask({ action: 'history', conversationId });
    expect(JSON.stringify(history)).toContain('"approved":false,"reason":"A person took over."');
    await ann.write('yes', conversationId);
    await world.settle();
    expect(ann.outputs).toEqual([]);
  });

  test('by another, and what only the holder may do, is a conflict', async () => {
    const { world, ann, ops } = await staffed();
    const other = await world.person('other op', 'operator');
    const conversationId = await ann.say('hi');
    for (const action of ['handBack', 'reply']) {
      expect(
        await ops.ask({ action, requestId: `before-${action}`, conversationId, text: 'x' }),
      ).toMatchObject({ code: 'conflict' });
    }
    await ops.ask({ action: 'takeOver', conversationId });
    for (const action of ['takeOver', 'handBack', 'close', 'reply']) {
      expect(await other.ask({ action, requestId: action, conversationId, text: 'x' })).toMatchObject({
        code: 'conflict',
      });
    }
    expect(await ops.ask({ action: 'takeOver', conversationId })).toEqual({ type: 'ok' });
    expect(
      await ops.ask({ action: 'reply', requestId: 'lost', conversationId: 'cv_none', text: 'x' }),
    ).toMatchObject({ code: 'not_found' });
  });

  test('tells who takes over what waits for an answer and why', async () => {
    const { ann, ops } = await staffed([{ call: 'brighter' }], [{ text: 'There.' }]);
    const conversationId = await ann.say('Brighter.');
    await ann.send({ action: 'requestHuman', conversationId, reason: 'A bill.' });
    await ann.write('Hello?', conversationId);
    expect(await ops.ask({ action: 'watchInbox' })).toMatchObject({
      conversations: [{ id: conversationId, status: 'waiting', waitingReason: 'A bill.' }],
    });
    const frames = await ops.send({ action: 'takeOver', conversationId });
    expect(frames.find(({ type }) => type === 'summary')).toMatchObject({
      unanswered: ['Hello?'],
      actions: [{ title: 'Brighter', status: 'done' }],
    });
    expect(frames.find(({ type }) => type === 'conversation')).toMatchObject({
      conversation: { status: 'human' },
    });
  });
});

describe('a ring that was lost', () => {
  const deaf = (world: World) =>
    world.worker('dying', { ...world.ports, inbox: { ring: () => Promise.reject(new Error('killed')) } });

  test('with a message is made good by whoever looks at the conversation', async () => {
    const { world, ann, ops } = await staffed();
    const conversationId = await ann.say('hi');
    for (const [person, action] of [
      [ann, 'resume'],
      [ops, 'history'],
    ] as const) {
      const message = { action: 'sendMessage', requestId: world.nextRequest(), text: 'And?', conversationId };
      await expect(ann.send(message, deaf(world))).rejects.toThrow('killed');
      await world.settle();
      const unanswered = () => world.ports.log.entries(conversationId).at(-1)?.state.unanswered;
      expect(unanswered()).toHaveLength(1);
      await person.send({ action, conversationId, ...(action === 'resume' ? { after: 0 } : {}) });
      await world.settle();
      expect(unanswered()).toEqual([]);
    }
  });

  test('with a hand-back leaves the conversation to its holder, who can give it back again, or keep it', async () => {
    const { world, ann, ops } = await staffed();
    const conversationId = await ann.say('hi');
    await ops.send({ action: 'takeOver', conversationId });
    await ann.say('And?', conversationId);
    const state = () => world.ports.log.entries(conversationId).at(-1)?.state;
    await expect(ops.send({ action: 'handBack', conversationId }, deaf(world))).rejects.toThrow('killed');
    expect(state()).toMatchObject({ status: 'human', handingBack: true });
    await ops.send({ action: 'takeOver', conversationId });
    expect(state()).toMatchObject({ status: 'human', operator: { id: 'op' } });
    expect(state()?.handingBack).toBeUndefined();
    await expect(ops.send({ action: 'handBack', conversationId }, deaf(world))).rejects.toThrow('killed');
    expect(await ops.ask({ action: 'handBack', conversationId })).toEqual({ type: 'ok' });
    expect(state()?.status).toBe('bot');
    await world.settle();
    expect(ann.heard).toBe('Hello.Hello.');
  });
});

describe('close', () => {
  test('answers nothing more, until the customer writes again', async () => {
    const { world, ann, ops } = await staffed();
    const conversationId = await ann.write('hi');
    expect(await ops.ask({ action: 'close', conversationId })).toEqual({ type: 'ok' });
    expect(await ops.ask({ action: 'close', conversationId })).toEqual({ type: 'ok' });
    expect(ann.chunks.map(({ type }) => type)).toEqual(['start', 'abort']);
    expect(ann.frames.find(({ type }) => type === 'conversation')).toMatchObject({
      conversation: { status: 'closed' },
    });
    await ann.say('One more thing.', conversationId);
    expect(ann.frames.filter((frame) => frame.type === 'conversation').at(-1)).toMatchObject({
      conversation: { status: 'bot' },
    });
    expect(ann.heard).toBe('Hello.');
    await world.settle();
  });

  test('by the person who holds the conversation leaves the bot silent until then, also about what nobody answered', async () => {
    const { ann, ops } = await staffed();
    const conversationId = await ann.say('hi');
    await ops.send({ action: 'takeOver', conversationId });
    await ann.say('And?', conversationId);
    const before = ann.frames.length;
    await ops.ask({ action: 'close', conversationId });
    const [closed, ...rest] = ann.frames.slice(before);
    expect(closed).toMatchObject({ type: 'conversation', conversation: { status: 'closed' } });
    expect(rest.map((frame) => frame.type === 'chunk' && frame.chunk.type)).toEqual(['start', 'abort']);
  });
});

describe('alerts', () => {
  test('are raised once for who waits while nobody watches', async () => {
    const { world, ann, ops } = await staffed();
    const conversationId = await ann.say('hi');
    await ann.send({ action: 'requestHuman', conversationId });
    expect(await world.bot.alertWaiting()).toBe(0);
    world.clock.advance(300_000);
    expect(await world.bot.alertWaiting()).toBe(1);
    expect(await world.bot.alertWaiting()).toBe(0);
    const watched = await (await world.person('bob')).say('hi');
    await (await world.person('bob')).send({ action: 'requestHuman', conversationId: watched });
    await ops.send({ action: 'resume', conversationId: watched, after: 0 });
    world.clock.advance(300_000);
    expect(await world.bot.alertWaiting()).toBe(0);
  });

  test('are raised for all who wait, however many there are, and for nobody else', async () => {
    const { world, ann } = await staffed();
    await ann.say('I do not wait.');
    for (let n = 0; n < 52; n++) {
      world.clock.advance(3_000);
      await ann.send({ action: 'requestHuman', conversationId: await ann.write(`Help ${String(n)}`) });
    }
    world.clock.advance(10 * 60_000);
    expect(await world.bot.alertWaiting()).toBe(52);
  });

  test('that can’t be delivered are raised again', async () => {
    const { world, ann } = await staffed();
    const conversationId = await ann.say('hi');
    await ann.send({ action: 'requestHuman', conversationId });
    world.clock.advance(300_000);
    const broken = world.worker('w', {
      ...world.ports,
      alerts: { raise: () => Promise.reject(new Error('no line')) },
    });
    await expect(broken.alertWaiting()).rejects.toThrow('no line');
    expect(await world.bot.alertWaiting()).toBe(1);
  });

  test('are raised again where whoever raised one died, by one of those who come by', async () => {
    const { world, ann } = await staffed();
    const conversationId = await ann.say('hi');
    await ann.send({ action: 'requestHuman', conversationId });
    world.clock.advance(300_000);
    const dying = world.worker('w', {
      ...world.ports,
      alerts: { raise: () => new Promise(() => undefined) },
    });
    void dying.alertWaiting();
    world.clock.advance(60_000);
    expect(await world.bot.alertWaiting()).toBe(0);
    world.clock.advance(60_000);
    const counts = await Promise.all([world.bot.alertWaiting(), world.bot.alertWaiting()]);
    expect(counts.sort()).toEqual([0, 1]);
    world.clock.advance(60 * 60_000);
    expect(await world.bot.alertWaiting()).toBe(0);
  });

  test('are raised again each day while nobody has come', async () => {
    const { world, ann } = await staffed();
    const conversationId = await ann.say('hi');
    await ann.send({ action: 'requestHuman', conversationId });
    let raised = 0;
    for (let hour = 0; hour < 72; hour++) {
      world.clock.advance(60 * 60_000);
      raised += await world.bot.alertWaiting();
    }
    expect(raised).toBe(3);
  });

  test('wait for the hours in which people are there', async () => {
    const { service } = lampService();
    const supportHours = { timeZone: 'UTC', days: ['tuesday'], from: '09:00', to: '17:00' } as const;
    const world = new World(
      { ...service, supportHours },
      scriptedModel(inOrder([{ call: 'request_human' }], [])),
    );
    const ann = await world.person('ann');
    await ann.say('A person!');
    expect(ann.heard).toBe(
      'I have asked for a person. Our people are here Tuesday, 09:00 to 17:00 (UTC) and will answer then. You can keep writing here meanwhile.',
    );
    const second = await ann.say('hi');
    const before = ann.heard.length;
    await ann.send({ action: 'requestHuman', conversationId: second });
    expect(ann.heard.slice(before)).toContain('Our people are here Tuesday, 09:00 to 17:00 (UTC)');
    const history = await ann.ask({ action: 'history', conversationId: second });
    expect(JSON.stringify(history)).toContain('Our people are here');
    world.clock.advance(300_000);
    expect(await world.bot.alertWaiting()).toBe(0);
    world.clock.advance(24 * 3_600_000);
    expect(await world.bot.alertWaiting()).toBe(2);
  });
});

describe('the pause switch', () => {
  test('stops the bot at once: customers are told, and go to people', async () => {
    const { world, ann, model } = await staffed();
    const conversationId = await ann.say('hi');
    await world.ports.pauses.set({ reason: 'The assistant is resting; a person will answer.' });
    await ann.say('Hello?', conversationId);
    expect(model.asked).toHaveLength(1);
    expect(ann.heard).toBe('Hello.The assistant is resting; a person will answer.');
    expect(ann.frames.filter((frame) => frame.type === 'conversation').at(-1)).toMatchObject({
      conversation: { status: 'waiting' },
    });
    await world.ports.pauses.clear({});
    await ann.say('And now?', conversationId);
    expect(model.asked).toHaveLength(2);
  });

  test('stops one action, for one level', async () => {
    const { world, ann, lamp } = await staffed([{ call: 'brighter' }, { call: 'look' }]);
    const ran: string[] = [];
    lamp.onRun = (action) => void ran.push(action);
    await world.ports.pauses.set({ action: 'brighter', level: 'basic', reason: 'Not today.' });
    await world.ports.pauses.set({ action: 'look', level: 'premium', reason: 'Not you.' });
    await ann.say('hi');
    expect(ann.outputs).toMatchObject([{ status: 'denied', reason: 'Not today.' }, { status: 'done' }]);
    expect(ran).toEqual(['look']);
  });
});
