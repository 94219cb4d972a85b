import type { Chunk, Message } from '@agentic-service-bot/protocol';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CustomerSession } from '../session/index.ts';
import { FakeLog } from '../session/testing/fake-log.ts';
import { customerSays, FakeServer, viewOf } from '../session/testing/fake-server.ts';
import { Toasts } from '../ui/toasts.tsx';
import { CustomerPage } from './customer-page.tsx';

const AT = '2026-01-05T09:00:00Z';
const LATER = '2999-01-01T00:00:00Z';

let server: FakeServer;
let session: CustomerSession;
let log: FakeLog;
let signedOut: boolean;

beforeEach(() => {
  server = new FakeServer();
  const info = { description: 'What it does.', allowed: true, requiredLevel: 'basic' };
  server.welcome.actions = [
    { ...info, name: 'volume_control', title: 'Volume' },
    { ...info, name: 'music_services', title: 'Music', allowed: false, requiredLevel: 'premium' },
  ];
  server.welcome.suggestions = ['Turn it up'];
  server.welcome.conversations = [viewOf('c1', { title: 'My speaker', seq: 0 })];
  log = new FakeLog('c1');
  signedOut = false;
  session = new CustomerSession(server.environment);
});
afterEach(cleanup);

async function open(id?: string): Promise<void> {
  // As the app does: what the address names is open before there is a page.
  if (id === undefined) session.openNew();
  else session.open(id);
  render(
    <Toasts>
      <CustomerPage session={session} wayOut="switch" onSignOut={() => (signedOut = true)} />
    </Toasts>,
  );
  await act(async () => {
    session.start();
    await server.accept();
  });
}

/** Opens `c1` with what its log holds so far. */
async function openLog(): Promise<void> {
  await open('c1');
  await act(async () => server.answer('history', await log.history()));
  await act(() =>
    server.answer('resume', { type: 'resumed', conversationId: 'c1', seq: log.last, more: false }),
  );
}

const bot = (chunk: Chunk, messageId = 'b'): Promise<void> =>
  act(() => server.push(log.addChunk(messageId, chunk)));

const start = (replyTo: string[] = []): Promise<void> =>
  bot({ type: 'start', messageId: 'b', messageMetadata: { author: 'bot', createdAt: AT, replyTo } });

const write = (text: string): void => {
  const box = screen.getByRole('textbox', { name: 'Write a message' });
  fireEvent.change(box, { target: { value: text } });
  fireEvent.keyDown(box, { key: 'Enter' });
};

const field = (): HTMLElement => screen.getByRole('textbox', { name: 'Write a message' });
const click = (name: string | RegExp): boolean => fireEvent.click(screen.getByRole('button', { name }));
const messages = (): HTMLElement => screen.getByRole('log', { name: 'Messages' });

describe('a new conversation', () => {
  test('greets, lets one write at once, and suggests what to say', async () => {
    await open();
    expect(document.activeElement).toBe(field());
    expect(screen.getByRole('heading', { name: 'Hello, Ana!' })).toBeDefined();
    const suggestions = within(screen.getByRole('list', { name: 'Suggestions' })).getAllByRole('button');
    expect(suggestions.map((chip) => chip.textContent)).toEqual(['Turn it up']);
    click('Turn it up');
    expect(server.sent('sendMessage')).toMatchObject([{ text: 'Turn it up' }]);
    expect(within(messages()).getByText('Sending…')).toBeDefined();
    expect(document.activeElement).toBe(field());
  });

  test('can be begun from another, and another opened', async () => {
    await openLog();
    click('New conversation');
    expect(screen.getByRole('heading', { name: 'New conversation' })).toBeDefined();
    expect(document.activeElement).toBe(field());
    expect(document.title).toBe('New conversation · Agentic Service Bot');
    click(/^My speaker/u);
    expect(document.title).toBe('My speaker · Agentic Service Bot');
    expect(session.current.get()?.id).toBe('c1');
  });

  test('stands in for one that is not there', async () => {
    await open('gone');
    await act(() => server.answer('history', { type: 'error', code: 'not_found', message: '' }));
    expect(screen.getByRole('heading', { name: 'This conversation is not here' })).toBeDefined();
    click('Begin a new one');
    expect(screen.getByRole('heading', { name: 'Hello, Ana!' })).toBeDefined();
  });
});

describe('a reply', () => {
  test('is announced, grows, and can be stopped and rated', async () => {
    await openLog();
    write('Louder');
    const [{ requestId } = { requestId: '' }] = server.sent('sendMessage');
    await act(() => server.push(log.addMessage(customerSays('Louder', requestId))));
    expect(screen.getByText('The assistant is working…')).toBeDefined();
    click('Stop');
    expect(server.sent('cancel')).toHaveLength(1);
    await start(['said_Louder']);
    await bot({ type: 'text-start', id: 't' });
    await bot({ type: 'text-delta', id: 't', delta: 'It is ' });
    expect(within(messages()).getByText('It is')).toBeDefined();
    expect(screen.getByRole('status', { name: 'Latest message' }).textContent).toBe('');
    expect(messages().getAttribute('aria-busy')).toBe('true');
    expect(screen.queryByText('The assistant is working…')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Good answer' })).toBeNull();
    await bot({ type: 'text-delta', id: 't', delta: 'louder.' });
    await bot({ type: 'finish' });
    expect(within(messages()).getByText('It is louder.')).toBeDefined();
    expect(screen.getByRole('status', { name: 'Latest message' }).textContent).toBe('It is louder.');
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
    click('Good answer');
    expect(screen.getByRole('button', { name: 'Good answer' }).getAttribute('aria-pressed')).toBe('true');
    await act(() => server.answer('rate', { type: 'error', code: 'internal', message: '' }));
    expect(screen.getByRole('button', { name: 'Good answer' }).getAttribute('aria-pressed')).toBe('false');
    click('Bad answer');
    await act(() => server.answer('rate', { type: 'ok' }));
    expect(screen.getByRole('button', { name: 'Bad answer' }).getAttribute('aria-pressed')).toBe('true');
  });

  test('shows each action with what came of it', async () => {
    await openLog();
    await start();
    await bot({ type: 'tool-input-available', toolCallId: '1', toolName: 'volume_control', input: {} });
    await bot({ type: 'tool-input-available', toolCallId: '2', toolName: 'music_services', input: {} });
    const volume = screen.getByRole('group', { name: 'Volume' });
    expect(volume.textContent).toContain('Working on it');
    await bot({
      type: 'tool-output-available',
      toolCallId: '1',
      output: { status: 'unknown', reason: 'Cut off.' },
    });
    expect(volume.textContent).toBe('VolumeOutcome not known');
    const output = {
      status: 'denied',
      reason: 'Not in Basic.',
      requiredLevel: 'premium',
      alternatives: ['volume_control'],
    };
    await bot({ type: 'tool-output-available', toolCallId: '2', output });
    const music = screen.getByRole('group', { name: 'Music' });
    expect(music.textContent).toBe('MusicNeeds Premium');
    await bot({ type: 'finish' });
    expect(music.textContent).toBe('MusicNeeds PremiumNot in Basic.');
    expect(volume.textContent).toContain('Cut off.');
  });

  test('leaves it to the bot’s words why an action came out as it did', async () => {
    await openLog();
    await start();
    await bot({ type: 'text-start', id: '0' });
    await bot({ type: 'text-delta', id: '0', delta: 'One moment.' });
    await bot({ type: 'tool-input-available', toolCallId: '1', toolName: 'volume_control', input: {} });
    const output = { status: 'failed', reason: 'How loud?' };
    await bot({ type: 'tool-output-available', toolCallId: '1', output });
    await bot({ type: 'text-start', id: '1' });
    await bot({ type: 'text-delta', id: '1', delta: 'How loud?' });
    await bot({ type: 'finish' });
    expect(screen.getByRole('group', { name: 'Volume' }).textContent).toBe('VolumeAsked back');
    expect(screen.getAllByText('How loud?')).toHaveLength(1);
  });
});

describe('an approval', () => {
  const ask = async (expiresAt: string): Promise<void> => {
    await openLog();
    await start();
    await bot({ type: 'tool-input-available', toolCallId: '1', toolName: 'volume_control', input: {} });
    const approvalDescriptor = { title: 'Turn it up to 100?', expiresAt };
    await bot({ type: 'tool-approval-request', approvalId: 'ap', toolCallId: '1', approvalDescriptor });
    await bot({ type: 'finish' });
  };

  test.each([
    ['Approve', true],
    ['No', false],
  ])('%s answers it once', async (name, approved) => {
    await ask(LATER);
    expect(within(messages()).getByText('Turn it up to 100?')).toBeDefined();
    click(name);
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Volume' }));
    expect(screen.getByRole('button', { name: 'Approve' }).hasAttribute('disabled')).toBe(true);
    expect(server.sent('approve')).toMatchObject([{ approvalId: 'ap', approved }]);
    await act(() => server.answer('approve', { type: 'accepted', conversationId: 'c1', messageId: 'b' }));
    await bot({ type: 'start', messageId: 'b' });
    await bot({ type: 'tool-approval-response', approvalId: 'ap', approved });
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  test('that is refused can be tried again, and says why', async () => {
    await ask(LATER);
    click('Approve');
    await act(() => server.answer('approve', { type: 'error', code: 'unavailable', message: '' }));
    expect(screen.getByRole('alert').textContent).toContain('can’t be reached');
    expect(screen.getByRole('button', { name: 'Approve' }).hasAttribute('disabled')).toBe(false);
    click('Dismiss');
    expect(screen.getByRole('alert').textContent).toBe('');
  });

  test('ends by itself', async () => {
    await ask(AT);
    expect(screen.getByText(/time to answer is over/u)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  test('ends by the server’s clock, though that of the device be an hour ahead', async () => {
    const hour = 60 * 60_000;
    server.welcome.serverTime = new Date(server.clock.now() - hour).toISOString();
    await ask(new Date(Date.now() - hour / 2).toISOString());
    expect(screen.getByRole('button', { name: 'Approve' })).toBeDefined();
  });
});

describe('writing', () => {
  test('a refused message says why and can be sent again', async () => {
    await openLog();
    write('Hello');
    await act(() =>
      server.answer('sendMessage', { type: 'error', code: 'rate_limited', message: '', retryAfterMs: 4_000 }),
    );
    expect(within(messages()).getByText(/Try again in 4 s/u)).toBeDefined();
    click('Send again');
    expect(server.sent('sendMessage')).toHaveLength(2);
  });

  test('a refused message can be given up', async () => {
    await openLog();
    write('Hello');
    await act(() => server.answer('sendMessage', { type: 'error', code: 'conflict', message: '' }));
    click('Discard');
    expect(within(messages()).queryByText('Hello')).toBeNull();
  });

  test('needs words, and not too many', async () => {
    await openLog();
    const box = screen.getByRole('textbox', { name: 'Write a message' });
    const send = screen.getByRole('button', { name: 'Send' });
    expect(send.hasAttribute('disabled')).toBe(true);
    fireEvent.change(box, { target: { value: '  \n ' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    fireEvent.change(box, { target: { value: 'a'.repeat(4_001) } });
    expect(screen.getByText('Too long by 1')).toBeDefined();
    fireEvent.click(send);
    fireEvent.change(box, { target: { value: 'a'.repeat(3_999) } });
    expect(screen.getByText('Room for 1 more')).toBeDefined();
    fireEvent.keyDown(box, { key: 'Enter', shiftKey: true });
    expect(server.sent('sendMessage')).toHaveLength(0);
    fireEvent.click(send);
    expect(server.sent('sendMessage')).toHaveLength(1);
  });
});

describe('a person', () => {
  test('can be asked for; a notice says who is there and what comes next', async () => {
    const notice = (): string | null => screen.getByRole('status', { name: 'Who is with you' }).textContent;
    await openLog();
    expect(notice()).toBe('');
    click('Talk to a person');
    expect(document.activeElement).toBe(field());
    expect(server.sent('requestHuman')).toHaveLength(1);
    await act(() => server.answer('requestHuman', { type: 'ok' }));
    await act(() => server.push(log.addStatus({ status: 'waiting', title: 'My speaker', updatedAt: AT })));
    expect(notice()).toContain('Customer service has been told. A person will join');
    expect(screen.queryByRole('button', { name: 'Talk to a person' })).toBeNull();
    const operator = { name: 'Sam Rivera' };
    await act(() =>
      server.push(log.addStatus({ status: 'human', title: 'My speaker', updatedAt: AT, operator })),
    );
    expect(notice()).toContain('Sam Rivera from customer service is with you');
    expect(screen.getByText('With Sam Rivera', { selector: 'p' })).toBeDefined();
    const metadata: Message['metadata'] = { author: 'operator', name: 'Sam Rivera', createdAt: AT };
    const parts: Message['parts'] = [{ type: 'text', text: 'Hello, I am Sam.' }];
    await act(() => server.push(log.addMessage({ id: 'p', role: 'assistant', metadata, parts })));
    expect(within(messages()).getByText('Hello, I am Sam.')).toBeDefined();
    await act(() => server.push(log.addStatus({ status: 'bot', title: 'My speaker', updatedAt: AT })));
    expect(notice()).toContain('Sam Rivera has handed back to the assistant');
    await act(() => server.push(log.addMessage({ ...customerSays('Thanks'), id: 'thanks' })));
    expect(notice()).toBe('');
    await act(() => server.push(log.addStatus({ status: 'closed', title: 'My speaker', updatedAt: AT })));
    expect(notice()).toContain('closed. Write to open it again');
  });
});

describe('around the conversation', () => {
  test('older messages are loaded on demand', async () => {
    for (const text of ['one', 'two', 'three']) log.addMessage(customerSays(text));
    await open('c1');
    await act(async () => server.answer('history', await log.history(Infinity, 2)));
    expect(within(messages()).queryByText('one')).toBeNull();
    click('Load older messages');
    expect(document.activeElement).toBe(messages());
    await act(async () => server.answer('history', await log.history(2, 2)));
    expect(within(messages()).getByText('one')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Load older messages' })).toBeNull();
  });

  test('the bar and the tab say whose bot it is', async () => {
    server.welcome.service = { title: 'My Shop' };
    await openLog();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('My Shop');
    expect(document.title).toBe('My speaker · My Shop');
  });

  test('the plan says what it costs, what is allowed and what the rest needs', async () => {
    server.welcome.levels = [
      { name: 'basic', title: 'Basic', price: 'free', limits: [{ name: 'devices', most: 1 }] },
      { name: 'premium', title: 'Premium', price: '$9.99/month' },
    ];
    await open();
    const plan = screen.getByRole('region', { name: 'Your plan' });
    expect(within(plan).getByText('Basic')).toBeDefined();
    const [price, limit, volume, music] = within(plan).getAllByRole('listitem');
    expect(price?.textContent).toBe('Free');
    expect(limit?.textContent).toBe('Devices: up to 1');
    expect(volume?.textContent).toContain('Volume (included)');
    expect(music?.textContent).toContain('Music Needs Premium');
  });

  test('the list tells what each conversation is at', async () => {
    server.welcome.conversations = [
      viewOf('a', { approval: { id: 'ap', messageId: 'm', expiresAt: LATER } }),
      viewOf('w', { status: 'waiting' }),
      viewOf('h', { status: 'human' }),
      viewOf('x', { status: 'closed', title: '' }),
    ];
    server.welcome.nextCursor = 'more';
    await open();
    const list = screen.getByRole('navigation', { name: 'Conversations' }).textContent;
    for (const words of ['Needs your answer', 'Waiting for a person', 'With customer service', 'Closed']) {
      expect(list).toContain(words);
    }
    click('Show more');
    await act(() =>
      server.answer('listConversations', { type: 'conversations', conversations: [viewOf('old')] }),
    );
    expect(screen.getByRole('button', { name: /^old/u })).toBeDefined();
  });

  test('on a phone the list and the plan are drawers', async () => {
    await openLog();
    click('Conversations');
    const list = screen.getByRole('dialog', { name: 'Conversations' });
    fireEvent.click(within(list).getByRole('button', { name: 'New conversation' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    click('Conversations');
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /^My speaker/u }));
    expect(screen.queryByRole('dialog')).toBeNull();
    click('Your plan');
    const plan = screen.getByRole('dialog', { name: 'Plan' });
    fireEvent.click(within(plan).getByText('Basic'));
    fireEvent.click(plan);
    expect(screen.queryByRole('dialog')).toBeNull();
    click('Your plan');
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close plan' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('a lost connection is said, and somebody signed out can sign in again', async () => {
    await openLog();
    act(() => session.networkChanged(false));
    expect(screen.getByText(/No connection/u)).toBeDefined();
    act(() => session.signOut());
    click('Sign in again');
    expect(signedOut).toBe(true);
  });
});
