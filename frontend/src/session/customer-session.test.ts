import { beforeEach, describe, expect, test } from 'vitest';
import { CustomerSession } from './customer-session.ts';
import type { ConversationState } from './conversation.ts';
import { settled } from './testing/fake-clock.ts';
import { customerSays, FakeServer, viewOf } from './testing/fake-server.ts';

let server: FakeServer;
let session: CustomerSession;

beforeEach(() => {
  server = new FakeServer();
  session = new CustomerSession(server.environment);
});

async function online(): Promise<void> {
  session.start();
  await server.accept();
}

/** Opens the conversation `c1`, which is empty. */
async function openConversation(): Promise<void> {
  server.welcome.conversations = [viewOf('c1')];
  await online();
  session.open('c1');
  await server.answer('history', {
    type: 'history',
    conversationId: 'c1',
    messages: [],
    more: false,
    seq: 0,
  });
  await server.answer('resume', { type: 'resumed', conversationId: 'c1', seq: 0, more: false });
}

function state(): ConversationState {
  const current = session.current.get();
  if (!current) throw new Error('No conversation is open');
  return current.state.get();
}

const outgoing = (): string[] => state().outgoing.map(({ text }) => text);
const texts = (): string[] =>
  state().entries.flatMap(({ message }) =>
    message.parts.flatMap((part) => (part.type === 'text' ? part.text : [])),
  );
const titles = (): string[] => session.conversations.get().conversations.map(({ title }) => title);

describe('saying something', () => {
  test('shows it at once, then as it stands in the log', async () => {
    await openConversation();
    session.current.get()?.say('Hello');
    expect(outgoing()).toEqual(['Hello']);
    expect(server.sent('sendMessage')).toMatchObject([{ text: 'Hello', conversationId: 'c1' }]);
    const [{ requestId } = { requestId: '' }] = server.sent('sendMessage');
    const message = customerSays('Hello', requestId);
    await server.push({ type: 'message', conversationId: 'c1', seq: 1, from: 1, message });
    expect(outgoing()).toEqual([]);
    expect(texts()).toEqual(['Hello']);
    await server.answer('sendMessage', { type: 'accepted', conversationId: 'c1', messageId: message.id });
    expect(texts()).toEqual(['Hello']);
  });

  test('messages leave one at a time, in the order in which they were written', async () => {
    await openConversation();
    session.current.get()?.say('On');
    session.current.get()?.say('Off');
    expect(server.sent('sendMessage').map(({ text }) => text)).toEqual(['On']);
    await server.answer('sendMessage', { type: 'accepted', conversationId: 'c1', messageId: 'm1' });
    expect(server.sent('sendMessage').map(({ text }) => text)).toEqual(['On', 'Off']);
    expect(outgoing()).toEqual(['On', 'Off']);
  });

  test('without an acknowledgement it is sent again after a reconnect, as the same request', async () => {
    await openConversation();
    session.current.get()?.say('Hello');
    const [first] = server.sent('sendMessage');
    await server.interrupt();
    expect(server.sent('sendMessage')).toEqual([first]);
  });

  test('what is said while offline leaves when the connection is back', async () => {
    await openConversation();
    session.networkChanged(false);
    session.current.get()?.say('Hello');
    session.networkChanged(true);
    await server.accept();
    expect(server.sent('sendMessage')).toMatchObject([{ text: 'Hello' }]);
  });

  test('a refused message says why, and can be sent again as the same request', async () => {
    await openConversation();
    session.current.get()?.say('Hello');
    const [first] = server.sent('sendMessage');
    await server.answer('sendMessage', { type: 'error', code: 'rate_limited', message: '', retryAfterMs: 5 });
    expect(state().outgoing).toMatchObject([{ text: 'Hello', refusal: { code: 'rate_limited' } }]);
    session.current.get()?.retry(first?.requestId ?? '');
    expect(server.sent('sendMessage')).toEqual([first, first]);
    expect(state().outgoing[0]?.refusal).toBeUndefined();
  });

  test('only a refused message can be sent again', async () => {
    await openConversation();
    session.current.get()?.say('Hello');
    session.current.get()?.retry(server.sent('sendMessage')[0]?.requestId ?? '');
    session.current.get()?.retry('nobody');
    expect(server.sent('sendMessage')).toHaveLength(1);
    expect(outgoing()).toEqual(['Hello']);
  });
});

describe('a new conversation', () => {
  test('gets its id from the first acknowledgement, and asks for what it missed', async () => {
    await online();
    session.openNew();
    expect(state()).toMatchObject({ id: undefined, phase: 'ready' });
    session.current.get()?.say('Hello');
    session.current.get()?.say('Are you there?');
    expect(server.sent('sendMessage')[0]).not.toHaveProperty('conversationId');
    await server.answer('sendMessage', { type: 'accepted', conversationId: 'c9', messageId: 'm1' });
    expect(state().id).toBe('c9');
    expect(server.sent('resume')).toMatchObject([{ conversationId: 'c9', after: 0 }]);
    expect(server.sent('sendMessage')[1]).toMatchObject({ text: 'Are you there?', conversationId: 'c9' });
  });

  test('gets its id from the log if that is quicker', async () => {
    await online();
    session.openNew();
    session.current.get()?.say('Hello');
    const requestId = server.sent('sendMessage')[0]?.requestId;
    const stranger = customerSays('Other');
    await server.push({ type: 'message', conversationId: 'c8', seq: 1, from: 1, message: stranger });
    expect(state().id).toBeUndefined();
    const message = customerSays('Hello', requestId);
    await server.push({ type: 'message', conversationId: 'c9', seq: 1, from: 1, message });
    expect(state().id).toBe('c9');
    expect(texts()).toEqual(['Hello']);
    await server.answer('sendMessage', { type: 'accepted', conversationId: 'c9', messageId: message.id });
    expect(server.sent('resume')).toHaveLength(0);
  });

  test('there is nothing to do in it yet', async () => {
    await online();
    session.openNew();
    expect(await session.cancel()).toBeUndefined();
    expect(await session.approve('ap', true)).toBeUndefined();
    await session.current.get()?.loadEarlier();
    expect(server.network.socket.sent.map(({ action }) => action)).toEqual(['hello']);
  });
});

describe('an open conversation', () => {
  test('catches up after a reconnect', async () => {
    await openConversation();
    await server.interrupt();
    expect(server.sent('resume')).toMatchObject([{ conversationId: 'c1', after: 0 }]);
  });

  test('is not opened twice, and takes no frames of others', async () => {
    await openConversation();
    session.open('c1');
    expect(server.sent('history')).toHaveLength(1);
    await server.push({
      type: 'message',
      conversationId: 'c2',
      seq: 1,
      from: 1,
      message: customerSays('Other'),
    });
    expect(texts()).toEqual([]);
  });

  test('is left for another', async () => {
    await openConversation();
    session.open('c2');
    expect(server.sent('history').map(({ conversationId }) => conversationId)).toEqual(['c1', 'c2']);
    session.leave();
    expect(session.current.get()).toBeUndefined();
  });

  test('a reply can be cancelled, a person asked for, a message rated', async () => {
    await openConversation();
    const cancelled = session.cancel();
    await server.answer('cancel', { type: 'ok' });
    expect(await cancelled).toBeUndefined();
    const asked = session.requestHuman();
    await server.answer('requestHuman', { type: 'error', code: 'internal', message: '' });
    expect(await asked).toMatchObject({ code: 'internal' });
    const rated = session.rate('m1', 'up');
    expect(server.sent('rate')).toMatchObject([{ conversationId: 'c1', messageId: 'm1', rating: 'up' }]);
    await server.answer('rate', { type: 'ok' });
    expect(await rated).toBeUndefined();
  });

  test('an approval is delivered even over a cut, and a refusal is told', async () => {
    await openConversation();
    const answered = session.approve('ap1', true);
    const [first] = server.sent('approve');
    expect(first).toMatchObject({ conversationId: 'c1', approvalId: 'ap1', approved: true });
    await server.interrupt();
    expect(server.sent('approve')).toEqual([first]);
    await server.answer('approve', { type: 'error', code: 'conflict', message: '' });
    expect(await answered).toMatchObject({ code: 'conflict' });
  });

  test('what was approved makes it ask what the plan allows now', async () => {
    await openConversation();
    const chunk = { type: 'chunk', conversationId: 'c1', messageId: 'b' } as const;
    await server.push({ ...chunk, seq: 1, chunk: { type: 'finish' } });
    await server.push({
      ...chunk,
      seq: 2,
      chunk: { type: 'tool-approval-response', approvalId: 'a', approved: true },
    });
    expect(server.sent('hello')).toHaveLength(1);
    server.welcome.serviceLevel = { name: 'premium', title: 'Premium' };
    await server.push({ ...chunk, seq: 3, chunk: { type: 'finish' } });
    expect(session.welcome.get()?.serviceLevel?.title).toBe('Premium');
    await server.push({
      ...chunk,
      seq: 4,
      chunk: { type: 'tool-approval-response', approvalId: 'b', approved: false },
    });
    await server.push({ ...chunk, seq: 5, chunk: { type: 'abort' } });
    expect(server.sent('hello')).toHaveLength(2);
  });
});

describe('the list of conversations', () => {
  test('is that of the welcome, latest first, and grows by the page', async () => {
    server.welcome.conversations = [
      viewOf('old', { updatedAt: '2026-01-01T00:00:00Z' }),
      viewOf('new', { updatedAt: '2026-01-02T00:00:00Z' }),
    ];
    server.welcome.nextCursor = 'more';
    await online();
    expect(titles()).toEqual(['new', 'old']);
    const loaded = session.loadMoreConversations();
    expect(server.sent('listConversations')).toMatchObject([{ cursor: 'more' }]);
    const conversations = [viewOf('oldest', { updatedAt: '2025-01-01T00:00:00Z' })];
    await server.answer('listConversations', { type: 'conversations', conversations });
    expect(await loaded).toBeUndefined();
    expect(titles()).toEqual(['new', 'old', 'oldest']);
    expect(await session.loadMoreConversations()).toBeUndefined();
    expect(server.sent('listConversations')).toHaveLength(1);
  });

  test('a page that does not come is told', async () => {
    server.welcome.nextCursor = 'more';
    await online();
    const loaded = session.loadMoreConversations();
    await server.clock.advance(10_000);
    expect(await loaded).toMatchObject({ code: 'unavailable' });
  });

  test('follows what changes, but not backwards', async () => {
    await openConversation();
    await server.push({ type: 'conversation', conversation: viewOf('c1', { title: 'Now', seq: 4 }) });
    await server.push({ type: 'conversation', conversation: viewOf('c1', { title: 'Before', seq: 3 }) });
    expect(titles()).toEqual(['Now']);
  });

  test('puts a conversation first in which somebody speaks', async () => {
    server.welcome.conversations = [
      viewOf('a', { updatedAt: '2026-01-02T00:00:00Z' }),
      viewOf('b', { updatedAt: '2026-01-01T00:00:00Z' }),
    ];
    await online();
    await server.push({
      type: 'message',
      conversationId: 'b',
      seq: 2,
      from: 2,
      message: customerSays('Hello'),
    });
    expect(titles()).toEqual(['b', 'a']);
  });

  test('asks for a conversation that has begun elsewhere', async () => {
    await online();
    await server.push({
      type: 'message',
      conversationId: 'c9',
      seq: 1,
      from: 1,
      message: customerSays('Hello'),
    });
    await server.answer('listConversations', { type: 'conversations', conversations: [viewOf('c9')] });
    expect(titles()).toEqual(['c9']);
  });

  test('is read afresh after a reconnect, but keeps the conversation that is open', async () => {
    await openConversation();
    server.welcome.conversations = [viewOf('c2')];
    await server.interrupt();
    expect(titles().sort()).toEqual(['c1', 'c2']);
  });
});

test('an answer that nobody waits for any more is dropped', async () => {
  await openConversation();
  await server.push({ type: 'resumed', conversationId: 'c1', seq: 99, more: false, requestId: 'old' });
  await server.push({
    type: 'message',
    conversationId: 'c1',
    seq: 1,
    from: 1,
    message: customerSays('Hello'),
  });
  expect(texts()).toEqual(['Hello']);
});

test('a line that has gone silent is left within half a minute of the first message into it', async () => {
  await online();
  server.network.onSent = () => undefined;
  session.openNew();
  session.current.get()?.say('Hello?');
  await server.clock.advance(15_000);
  expect(session.connection.get()).toBe('online');
  await server.clock.advance(15_000);
  expect(session.connection.get()).toBe('reconnecting');
});

test('signing out ends it', async () => {
  await openConversation();
  session.signOut();
  await settled();
  expect(session.connection.get()).toBe('signed-out');
  expect(server.network.socket.closed).toBe(true);
});
