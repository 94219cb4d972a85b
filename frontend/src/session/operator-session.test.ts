import { beforeEach, expect, test } from 'vitest';
import { OperatorSession } from './operator-session.ts';
import { FakeServer, viewOf } from './testing/fake-server.ts';

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
