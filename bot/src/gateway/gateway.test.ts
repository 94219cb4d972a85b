import { MAX_MESSAGE_BYTES } from '@agentic-service-bot/protocol';
import { describe, expect, test } from 'vitest';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';
import { MESSAGES_PER_MINUTE } from './limits.ts';

const world = () => new World(lampService().service, scriptedModel(inOrder([{ text: 'Hello there.' }])));

describe('hello', () => {
  test('makes a customer on the default level at first sight, with what the token claims', async () => {
    const w = world();
    w.ports.connections.open('s');
    const identity = w.identity('ann', 'customer', { level: 'premium', timeZone: 'Europe/Paris' });
    await w.bot.receive('s', identity, '{"action":"hello","requestId":"h1"}');
    expect(await w.ports.customers.get('ann')).toEqual({
      id: 'ann',
      name: 'Name of ann',
      level: 'premium',
      timeZone: 'Europe/Paris',
    });
    const bob = await w.person('bob');
    expect(bob.frames[0]).toMatchObject({
      type: 'welcome',
      serverTime: w.clock.now().toISOString(),
      serviceLevel: { name: 'basic', title: 'The basic' },
      levels: [
        { name: 'basic', title: 'The basic' },
        { name: 'premium', title: 'The premium' },
      ],
      conversations: [],
    });
    w.ports.connections.open('s2');
    await w.bot.receive(
      's2',
      w.identity('eve', 'customer', { level: 'root' }),
      '{"action":"hello","timeZone":"Asia/Tokyo"}',
    );
    expect(await w.ports.customers.get('eve')).toMatchObject({ level: 'basic', timeZone: 'Asia/Tokyo' });
  });

  test('a level that was bought here counts more than an old token', async () => {
    const w = world();
    await w.ports.customers.put({ id: 'ann', name: 'Ann', level: 'premium', timeZone: 'UTC' });
    const ann = await w.person('ann');
    expect(ann.frames[0]).toMatchObject({ principal: { name: 'Ann' }, serviceLevel: { name: 'premium' } });
  });

  test('a level that the service no longer has is shown as it is', async () => {
    const w = world();
    await w.ports.customers.put({ id: 'ann', name: 'Ann', level: 'gold', timeZone: 'UTC' });
    const ann = await w.person('ann');
    expect(ann.frames[0]).toMatchObject({ serviceLevel: { name: 'gold', title: 'gold' } });
  });

  test('an operator is welcomed without a service level, and told of all actions, none of them theirs', async () => {
    const ops = await world().person('op', 'operator');
    const [welcome] = ops.frames;
    expect(welcome).toMatchObject({ type: 'welcome', principal: { role: 'operator' } });
    expect(welcome).not.toHaveProperty('serviceLevel');
    expect(welcome).toMatchObject({ service: { title: 'Lamps' } });
    expect(welcome).toHaveProperty('levels.0', {
      name: 'basic',
      title: 'The basic',
      price: 'free',
      limits: [{ name: 'lamps', most: 1 }],
    });
    const actions = welcome?.type === 'welcome' ? welcome.actions : undefined;
    expect(actions).toContainEqual(
      expect.objectContaining({ name: 'power', title: 'Switch', allowed: false }),
    );
    expect(actions?.filter(({ allowed }) => allowed)).toEqual([]);
  });

  test('must come first', async () => {
    const w = world();
    w.ports.connections.open('s');
    await w.bot.receive('s', w.identity('ann'), '{"action":"ping"}');
    const ann = await w.person('ann');
    expect(ann.frames).toHaveLength(1);
  });
});

describe('a frame', () => {
  test.each([
    ['not json', 'bad_request'],
    ['{"action":"dance"}', 'bad_request'],
    ['{"action":"sendMessage","requestId":"r","text":""}', 'bad_request'],
    [`{"action":"sendMessage","requestId":"r","text":"${'x'.repeat(4001)}"}`, 'too_large'],
    ['{"action":"sendMessage","requestId":"r","text":"hi","conversationId":"nobody"}', 'not_found'],
    [
      '{"action":"approve","requestId":"r","conversationId":"nobody","approvalId":"a","approved":true}',
      'not_found',
    ],
    ['{"action":"resume","conversationId":"nobody","after":0}', 'not_found'],
    ['{"action":"takeOver","conversationId":"nobody"}', 'forbidden'],
  ])('%s is answered with %s', async (frame, code) => {
    const ann = await world().person('ann');
    expect(await ann.ask(frame)).toMatchObject({ type: 'error', code });
  });

  test('that comes after the token has ended closes the socket, and nothing is sent on it any more', async () => {
    const w = world();
    const socket = w.ports.connections.open('s');
    const identity = { ...w.identity('ann'), expiresAt: '2026-05-04T10:00:01.000Z' };
    await w.bot.receive('s', identity, '{"action":"hello"}');
    w.clock.advance(1_000);
    expect(await w.bot.receive('s', identity, '{"action":"ping","requestId":"p"}')).toBe('close');
    expect(socket.frames.at(-1)).toContain('"unauthorized"');
    const other = await w.person('ann', 'customer', 'another socket');
    const before = socket.frames.length;
    await other.say('hi');
    expect(socket.frames).toHaveLength(before);
  });

  test('of another customer finds nothing of ours', async () => {
    const w = world();
    const ann = await w.person('ann');
    const eve = await w.person('eve');
    const conversationId = await ann.say('hi');
    for (const frame of [
      { action: 'sendMessage', requestId: 'r1', conversationId, text: 'hi' },
      { action: 'approve', requestId: 'r2', conversationId, approvalId: 'a', approved: true },
      { action: 'resume', conversationId, after: 0 },
      { action: 'history', conversationId },
      { action: 'cancel', conversationId },
      { action: 'requestHuman', conversationId },
      { action: 'rate', conversationId, messageId: 'm', rating: 'up' },
    ]) {
      expect(await eve.ask(frame)).toMatchObject({ type: 'error', code: 'not_found' });
    }
    expect(await eve.ask({ action: 'listConversations' })).toMatchObject({ conversations: [] });
  });

  test('ping is answered with pong', async () => {
    const ann = await world().person('ann');
    expect(await ann.ask({ action: 'ping', requestId: 'p' })).toEqual({ type: 'pong', requestId: 'p' });
  });
});

describe('sendMessage', () => {
  test('twice with one requestId is one message and one reply, on whichever socket', async () => {
    const w = world();
    const ann = await w.person('ann');
    const other = await w.person('ann', 'customer', 'second socket');
    const frame = { action: 'sendMessage', requestId: 'r', text: 'hi' };
    const first = await ann.ask(frame);
    const again = await other.ask(frame);
    expect(again).toEqual(first);
    await w.settle();
    expect(await ann.ask(frame)).toEqual(first);
    expect(ann.frames.filter(({ type }) => type === 'message')).toHaveLength(1);
    expect(ann.chunks.filter(({ type }) => type === 'finish')).toHaveLength(1);
    expect(await ann.ask({ ...frame, text: 'bye' })).toMatchObject({ code: 'conflict' });
  });

  test('at the same time from two sockets is one message', async () => {
    const w = world();
    const ann = await w.person('ann');
    const other = await w.person('ann', 'customer', 'second socket');
    const conversationId = await ann.say('first');
    const frame = { action: 'sendMessage', requestId: 'r', text: 'hi', conversationId };
    await Promise.all([ann.send(frame), other.send(frame), ann.send(frame)]);
    await w.settle();
    const messages = ann.frames.filter((f) => f.type === 'message');
    expect(messages).toHaveLength(2);
  });

  test('says when it is too much for a minute, and how long that lasts', async () => {
    const w = world();
    const ann = await w.person('ann');
    for (let n = 0; n < MESSAGES_PER_MINUTE; n++) await ann.write(`message ${String(n)}`);
    const oneMore = () => ann.ask({ action: 'sendMessage', requestId: 'one-more', text: 'hi' });
    w.clock.advance(20_000);
    const refused = { type: 'error', code: 'rate_limited', requestId: 'one-more' };
    expect(await oneMore()).toMatchObject({ ...refused, retryAfterMs: 40_000 });
    w.clock.advance(39_999);
    expect(await oneMore()).toMatchObject({ ...refused, retryAfterMs: 1 });
    w.clock.advance(1);
    expect(await oneMore()).toMatchObject({ type: 'accepted' });
  });

  test('names the conversation after its first words', async () => {
    const w = world();
    const ann = await w.person('ann');
    await ann.say(`one  two\n${'three '.repeat(20)}`);
    const list = await ann.ask({ action: 'listConversations', requestId: 'l' });
    expect(list).toMatchObject({
      requestId: 'l',
      conversations: [{ status: 'bot', title: expect.stringMatching(/^one two three .*…$/) as string }],
    });
  });
});

describe('reading', () => {
  test('resume gives what was missed, in order, and the same transcript', async () => {
    const w = world();
    const ann = await w.person('ann');
    const conversationId = await ann.say('hi');
    const numbered = ann.frames.filter((frame) => 'seq' in frame);
    for (let after = 0; after <= numbered.length; after++) {
      const frames = await ann.send({ action: 'resume', conversationId, after });
      expect(frames.at(-1)).toEqual({ type: 'resumed', conversationId, seq: numbered.length, more: false });
      expect(frames.slice(0, -1)).toEqual(numbered.slice(after).map((frame) => ({ ...frame, replay: true })));
    }
    expect(await ann.ask({ action: 'resume', conversationId, after: 999, requestId: 'r' })).toMatchObject({
      seq: numbered.length,
      requestId: 'r',
    });
  });

  test('resume goes by pages', async () => {
    const w = new World(lampService().service, scriptedModel(inOrder([{ text: 'Yes. '.repeat(150) }])));
    const ann = await w.person('ann');
    const conversationId = await ann.say('hi');
    const seen: number[] = [];
    let after = 0;
    for (let more = true; more;) {
      const frames = await ann.send({ action: 'resume', conversationId, after });
      expect(frames.length).toBeLessThanOrEqual(201);
      seen.push(
        ...frames.flatMap((frame) => (frame.type === 'chunk' || frame.type === 'message' ? [frame.seq] : [])),
      );
      const end = frames.at(-1);
      if (end?.type !== 'resumed') throw new Error('No end.');
      ({ more, seq: after } = end);
    }
    expect(seen).toEqual(seen.map((_, index) => index + 1));
    expect(seen.length).toBeGreaterThan(150);
  });

  test('history gives whole messages by pages, oldest first', async () => {
    const w = world();
    const ann = await w.person('ann');
    let conversationId = await ann.say('message 0');
    for (let n = 1; n < 30; n++) {
      w.clock.advance(10_000);
      conversationId = await ann.say(`message ${String(n)}`, conversationId);
    }
    const last = await ann.ask({ action: 'history', conversationId, requestId: 'h' });
    if (last.type !== 'history') throw new Error('Not history.');
    expect(last).toMatchObject({ more: true, requestId: 'h' });
    expect(last.messages).toHaveLength(50);
    const first = await ann.ask({ action: 'history', conversationId, before: last.messages[0]?.from });
    if (first.type !== 'history') throw new Error('Not history.');
    expect(first.more).toBe(false);
    const all = [...first.messages, ...last.messages];
    expect(all.map(({ message }) => message.role)).toEqual(
      Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? 'user' : 'assistant')),
    );
    expect(all.map(({ from }) => from)).toEqual(all.map(({ from }) => from).sort((a, b) => a - b));
  });

  test('history gives fewer at a time where more would not fit into a frame', async () => {
    const w = world();
    const ann = await w.person('ann');
    let conversationId = await ann.say('ж'.repeat(4_000));
    for (let n = 1; n < 30; n++) {
      w.clock.advance(10_000);
      conversationId = await ann.say('ж'.repeat(4_000), conversationId);
    }
    const seen: number[] = [];
    for (let before: number | undefined, more = true; more;) {
      const page = await ann.ask({ action: 'history', conversationId, ...(before && { before }) });
      if (page.type !== 'history') throw new Error('Not history.');
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
      seen.unshift(...page.messages.map(({ from }) => from));
      before = seen[0];
      more = page.more;
    }
    expect(seen).toHaveLength(60);
  });

  test('history says where to resume a reply that is not whole yet', async () => {
    const stopped = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const model = scriptedModel(
      inOrder([
        { text: 'One. ' },
        { meanwhile: () => (begun.resolve(undefined), stopped.promise) },
        { text: 'Two.' },
      ]),
    );
    const w = new World(lampService().service, model);
    const ann = await w.person('ann');
    const conversationId = await ann.write('hi');
    const working = w.settle();
    await begun.promise;
    expect(await ann.ask({ action: 'history', conversationId })).toMatchObject({
      seq: 1,
      messages: [{ from: 1 }],
    });
    stopped.resolve(undefined);
    await working;
  });
});

test('the last rating of a message counts', async () => {
  const w = world();
  const ann = await w.person('ann');
  const conversationId = await ann.say('hi');
  const reply = ann.frames.find((frame) => frame.type === 'chunk');
  const rate = { action: 'rate', conversationId, messageId: reply?.type === 'chunk' ? reply.messageId : '' };
  expect(await ann.ask({ ...rate, rating: 'up' })).toEqual({ type: 'ok' });
  expect(await ann.ask({ ...rate, rating: 'down', comment: 'No.', requestId: 'r' })).toEqual({
    type: 'ok',
    requestId: 'r',
  });
  const [rating] = await w.ports.objects.list('ann', 'bot:rating');
  expect(rating?.data).toEqual({ rating: 'down', comment: 'No.' });
  expect(await ann.ask({ ...rate, messageId: 'absent', rating: 'up' })).toMatchObject({ code: 'not_found' });
  expect(await w.ports.objects.list('ann', 'bot:rating')).toHaveLength(1);
});

test('a socket that is gone is forgotten, and disturbs nobody', async () => {
  const w = world();
  const ann = await w.person('ann');
  await w.person('ann', 'customer', 'second');
  await w.bot.disconnected('second');
  expect(await w.ports.connections.followers('ann')).toHaveLength(1);
  const third = w.ports.connections.open('third');
  await w.bot.receive('third', w.identity('ann'), '{"action":"hello"}');
  third.close();
  await ann.say('hi');
  expect(ann.heard).toBe('Hello there.');
  expect(await w.ports.connections.followers('ann')).toHaveLength(1);
});
