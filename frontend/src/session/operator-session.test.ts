import type { ConversationFrame } from '@agentic-service-bot/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { OperatorSession } from './operator-session.ts';
import { customerSays, FakeServer, viewOf } from './testing/fake-server.ts';

let server: FakeServer;
let session: OperatorSession;

beforeEach(async () => {
  server = new FakeServer();
  server.welcome = { principal: { id: 'op_1', name: 'Sam', role: 'operator' } };
  session = new OperatorSession(server.environment);
  session.start();
  await server.accept();
});

const ids = (): string[] => session.conversations.get().conversations.map(({ id }) => id);
const ana = { id: 'cust_001', name: 'Ana', serviceLevel: 'basic' };

async function openConversation(): Promise<void> {
  const conversations = [viewOf('c1', { customer: ana, priority: 'standard', status: 'human' })];
  await server.answer('watchInbox', { type: 'inbox', conversations });
  session.open('c1');
}

test('watches the inbox, again after a reconnect', async () => {
  await server.answer('watchInbox', { type: 'inbox', conversations: [viewOf('c1')], nextCursor: 'more' });
  expect(ids()).toEqual(['c1']);
  void session.loadMoreConversations();
  await server.answer('watchInbox', { type: 'inbox', conversations: [viewOf('c2')] });
  expect(server.sent('watchInbox').at(-1)).toMatchObject({ cursor: 'more' });
  expect(ids()).toEqual(['c1', 'c2']);
  await server.interrupt();
  await server.answer('watchInbox', { type: 'inbox', conversations: [viewOf('c3')] });
  expect(ids()).toEqual(['c3']);
});

test('an inbox that does not come is asked for again, as late as the server says', async () => {
  const refused = { type: 'error', code: 'rate_limited', message: '' } as const;
  await server.answer('watchInbox', { ...refused, retryAfterMs: 20_000 });
  expect(session.conversations.get()).toMatchObject({ loaded: false, conversations: [] });
  await server.clock.advance(19_999);
  expect(server.sent('watchInbox')).toHaveLength(1);
  await server.clock.advance(1);
  await server.answer('watchInbox', refused);
  await server.clock.advance(5_000);
  await server.answer('watchInbox', { type: 'inbox', conversations: [viewOf('c1')] });
  expect(session.conversations.get().loaded).toBe(true);
  expect(ids()).toEqual(['c1']);
  expect(server.sent('watchInbox')).toHaveLength(3);
});

test('an inbox that did not come is not asked for by somebody who has left', async () => {
  await server.answer('watchInbox', { type: 'error', code: 'internal', message: '' });
  await server.clock.advance(5_000);
  session.signOut();
  await server.clock.advance(60_000);
  expect(server.sent('watchInbox')).toHaveLength(2);
  expect(server.clock.pending).toBe(0);
});

test('a frame that leaves the customer out does not make them unknown', async () => {
  await openConversation();
  await server.push({ type: 'conversation', seq: 2, conversation: viewOf('c1', { seq: 2, status: 'bot' }) });
  expect(session.conversations.get().conversations).toMatchObject([
    { status: 'bot', customer: ana, priority: 'standard' },
  ]);
});

describe('a page of the inbox that was read earlier than it comes', () => {
  const known = () =>
    session.conversations.get().conversations.map(({ id, status, seq }) => ({ id, status, seq }));

  test('takes nothing back of what has been told meanwhile', async () => {
    await server.push({ type: 'conversation', conversation: viewOf('c1', { seq: 20, status: 'waiting' }) });
    await server.push({ type: 'conversation', conversation: viewOf('c9', { seq: 3, status: 'waiting' }) });
    const conversations = [viewOf('c1', { seq: 8, status: 'bot', customer: ana, priority: 'standard' })];
    await server.answer('watchInbox', { type: 'inbox', conversations });
    expect(known()).toEqual([
      { id: 'c1', status: 'waiting', seq: 20 },
      { id: 'c9', status: 'waiting', seq: 3 },
    ]);
    expect(session.conversations.get().conversations[0]).toMatchObject({ customer: ana });
  });

  test('nor a further one, nor one after a reconnect', async () => {
    await server.answer('watchInbox', { type: 'inbox', conversations: [viewOf('c1')], nextCursor: 'more' });
    await server.push({ type: 'conversation', conversation: viewOf('c2', { seq: 20, status: 'waiting' }) });
    void session.loadMoreConversations();
    await server.answer('watchInbox', { type: 'inbox', conversations: [viewOf('c2', { seq: 8 })] });
    expect(known()[0]).toEqual({ id: 'c2', status: 'waiting', seq: 20 });
    await server.push({ type: 'conversation', conversation: viewOf('gone meanwhile') });
    await server.interrupt();
    await server.answer('watchInbox', { type: 'inbox', conversations: [viewOf('c2', { seq: 8 })] });
    expect(known()).toEqual([{ id: 'c2', status: 'waiting', seq: 20 }]);
  });

  test('keeps where it stands a conversation in which somebody has spoken', async () => {
    const [early, late] = ['2026-01-05T08:00:00Z', '2026-01-05T08:30:00Z'];
    const conversations = [viewOf('c1', { updatedAt: late }), viewOf('c2', { updatedAt: early, seq: 4 })];
    await server.answer('watchInbox', { type: 'inbox', conversations });
    const message = customerSays('Hello');
    await server.push({ type: 'message', conversationId: 'c2', seq: 5, from: 5, message });
    session.open('c1');
    await server.push({ type: 'message', conversationId: 'c3', seq: 1, from: 1, message });
    await server.answer('watchInbox', { type: 'inbox', conversations });
    expect(ids()).toEqual(['c2', 'c1']);
  });
});

describe('who holds a conversation', () => {
  const sam = { id: 'op_1', name: 'Sam' };
  const held = { status: 'human', seq: 2 } as const;
  const inboxFrame: ConversationFrame = {
    type: 'conversation',
    conversation: viewOf('c1', { ...held, operator: sam }),
  };
  const numberedFrame: ConversationFrame = {
    type: 'conversation',
    seq: 2,
    conversation: viewOf('c1', { ...held, operator: { name: 'Sam' } }),
  };
  const holder = () => session.conversations.get().conversations[0]?.operator;

  test.each([
    ['the inbox', [inboxFrame, numberedFrame]],
    ['the conversation', [numberedFrame, inboxFrame]],
  ])('is known, whichever says it first: %s', async (_, frames) => {
    await server.push(...frames);
    expect(holder()).toEqual(sam);
  });

  test('is still known when something else of it changes, and not when it is somebody else', async () => {
    await server.push(inboxFrame);
    const next = (seq: number, name: string): ConversationFrame => ({
      type: 'conversation',
      seq,
      conversation: viewOf('c1', { ...held, seq, operator: { name } }),
    });
    await server.push(next(3, 'Sam'));
    expect(holder()).toEqual(sam);
    await server.push(next(4, 'Mira'));
    expect(holder()).toEqual({ name: 'Mira' });
  });
});

test('a frame that leaves out since when and why somebody waits leaves them in their place', async () => {
  const waitingSince = '2026-01-05T08:00:00Z';
  const waits = { status: 'waiting', waitingSince, waitingReason: 'A bill.' } as const;
  await server.push({ type: 'conversation', conversation: viewOf('c1', { ...waits, seq: 2 }) });
  await server.push({
    type: 'conversation',
    seq: 3,
    conversation: viewOf('c1', { status: 'waiting', seq: 3 }),
  });
  expect(session.conversations.get().conversations).toMatchObject([{ ...waits, seq: 3 }]);
});

test('takes over, replies, hands back, closes', async () => {
  await openConversation();
  const taken = session.takeOver();
  await server.answer('takeOver', { type: 'ok' });
  expect(await taken).toBeUndefined();
  session.current.get()?.say('Hello, this is Sam');
  expect(server.sent('reply')).toMatchObject([{ conversationId: 'c1', text: 'Hello, this is Sam' }]);
  await server.answer('reply', { type: 'error', code: 'conflict', message: '' });
  expect(session.current.get()?.state.get().outgoing).toMatchObject([{ refusal: { code: 'conflict' } }]);
  const back = session.handBack();
  await server.answer('handBack', { type: 'ok' });
  expect(await back).toBeUndefined();
  const closed = session.close();
  await server.answer('close', { type: 'error', code: 'conflict', message: '' });
  expect(await closed).toMatchObject({ code: 'conflict' });
});
