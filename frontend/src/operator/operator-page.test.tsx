import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { AuditRecord, ConversationView } from '@agentic-service-bot/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OperatorSession } from '../session/index.ts';
import { FakeLog } from '../session/testing/fake-log.ts';
import { customerSays, FakeServer, viewOf } from '../session/testing/fake-server.ts';
import { Toasts } from '../ui/toasts.tsx';
import { OperatorPage } from './operator-page.tsx';

const AT = '2026-01-05T09:00:00Z';
const ana = { id: 'cust_001', name: 'Ana Lima', serviceLevel: 'premium' };

let server: FakeServer;
let session: OperatorSession;
let log: FakeLog;

beforeEach(() => {
  server = new FakeServer();
  const info = { description: 'What it does.', allowed: false, requiredLevel: 'basic' };
  server.welcome = {
    principal: { id: 'op_1', name: 'Sam Rivera', role: 'operator' },
    actions: [
      { ...info, name: 'device_power', title: 'On and off' },
      { ...info, name: 'device_remove', title: 'Removing devices' },
    ],
  };
  session = new OperatorSession(server.environment);
  log = new FakeLog('c1');
});
afterEach(cleanup);

async function openInbox(conversations: ConversationView[], nextCursor?: string): Promise<void> {
  render(
    <Toasts>
      <OperatorPage session={session} wayOut="switch" onSignOut={() => undefined} />
    </Toasts>,
  );
  await act(async () => {
    session.start();
    await server.accept();
    await server.answer('watchInbox', {
      type: 'inbox',
      conversations,
      ...(nextCursor !== undefined && { nextCursor }),
    });
  });
}

async function openConversation(view: Partial<ConversationView> = {}): Promise<void> {
  log.addMessage(customerSays('My speaker is silent'));
  await openInbox([viewOf('c1', { title: 'Silent speaker', customer: ana, priority: 'priority', ...view })]);
  click(/Ana Lima/u);
  await act(async () => server.answer('history', await log.history()));
  await act(() =>
    server.answer('resume', { type: 'resumed', conversationId: 'c1', seq: log.last, more: false }),
  );
}

const click = (name: string | RegExp): boolean => fireEvent.click(screen.getByRole('button', { name }));

describe('the inbox', () => {
  test('says whose each conversation is, how urgent and who answers', async () => {
    await openInbox(
      [
        viewOf('w', {
          status: 'waiting',
          customer: ana,
          priority: 'priority',
          waitingSince: new Date(Date.now() - 185_000).toISOString(),
          waitingReason: 'A bill is wrong.',
        }),
        viewOf('s', { status: 'waiting', title: '' }),
        viewOf('h', { status: 'human', operator: { name: 'Mira Novak' } }),
        viewOf('n', { status: 'human' }),
        viewOf('x', { status: 'closed', priority: 'standard' }),
        viewOf('b'),
      ],
      'more',
    );
    const inbox = screen.getByRole('navigation', { name: 'Inbox' });
    expect(inbox.textContent).toContain('2 waiting');
    expect(document.title).toBe('2 waiting · Agentic Service Bot');
    const items = within(inbox)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(items[0]).toMatch(/Ana Lima.*A bill is wrong\..*Waiting 3 min.*Premium.*Priority/u);
    for (const words of ['With Mira Novak', 'With a colleague', 'Closed', 'Assistant']) {
      expect(inbox.textContent).toContain(words);
    }
    click('Show more');
    expect(server.sent('watchInbox').at(-1)).toMatchObject({ cursor: 'more' });
  });

  test('says how long somebody has waited by the server’s clock', async () => {
    const hour = 60 * 60_000;
    server.welcome.serverTime = new Date(server.clock.now() - hour).toISOString();
    const waitingSince = new Date(Date.now() - hour - 185_000).toISOString();
    await openInbox([viewOf('w', { status: 'waiting', waitingSince })]);
    expect(screen.getByText('Waiting 3 min')).toBeDefined();
  });

  test('says when it is empty, once it knows', async () => {
    render(<OperatorPage session={session} wayOut="switch" onSignOut={() => undefined} />);
    expect(screen.getByRole('navigation', { name: 'Inbox' }).textContent).toBe('InboxLoading…');
    cleanup();
    await openInbox([]);
    expect(document.title).toBe('Customer service · Agentic Service Bot');
    expect(screen.getByText(/No conversations yet/u)).toBeDefined();
    expect(screen.getByText('Nobody is waiting')).toBeDefined();
    expect(screen.getByText('Open a conversation to follow it live.')).toBeDefined();
  });
});

describe('a conversation', () => {
  test('is followed live, and left for the inbox', async () => {
    await openConversation();
    expect(screen.getByRole('heading', { name: 'Ana Lima' })).toBeDefined();
    const messages = screen.getByRole('log', { name: 'Messages' });
    expect(messages.textContent).toContain('Ana Lima');
    expect(messages.textContent).toContain('My speaker is silent');
    await act(() => server.push(log.addMessage({ ...customerSays('Hello?'), id: 'm2' })));
    expect(messages.textContent).toContain('Hello?');
    expect(screen.queryByRole('textbox')).toBeNull();
    click('Back to the inbox');
    expect(screen.queryByRole('log')).toBeNull();
  });

  test('is taken over, answered and handed back', async () => {
    await openConversation();
    expect(screen.getByText('The assistant answers. Take over to reply yourself.')).toBeDefined();
    click('Take over');
    expect(screen.getByRole('button', { name: 'Take over' }).hasAttribute('disabled')).toBe(true);
    await act(() => server.answer('takeOver', { type: 'ok' }));
    const operator = { name: 'Sam Rivera' };
    const taken = log.addStatus({ status: 'human', title: 'Silent speaker', updatedAt: AT, operator });
    await act(() => server.push(taken));
    const conversation = viewOf('c1', {
      status: 'human',
      seq: log.last,
      customer: ana,
      operator: { ...operator, id: 'op_1' },
    });
    await act(() => server.push({ type: 'conversation', conversation }));
    const box = screen.getByRole('textbox', { name: 'Reply to the customer' });
    expect(document.activeElement).toBe(box);
    fireEvent.change(box, { target: { value: 'I am on it' } });
    click('Send');
    expect(server.sent('reply')).toMatchObject([{ conversationId: 'c1', text: 'I am on it' }]);
    click('Hand back');
    await act(() => server.answer('handBack', { type: 'error', code: 'conflict', message: '' }));
    expect(screen.getByRole('alert').textContent).toContain('settled already');
    click('Close');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Close it' }));
    click('Keep it open');
    expect(server.sent('close')).toEqual([]);
    click('Close');
    click('Close it');
    expect(server.sent('close')).toHaveLength(1);
    act(() => session.signOut());
    expect(screen.getByRole('button', { name: 'Close' }).hasAttribute('disabled')).toBe(true);
    expect(box.hasAttribute('disabled')).toBe(true);
  });

  test('is one’s own by name where the server tells no ids', async () => {
    await openConversation({ status: 'human', operator: { name: 'Sam Rivera' } });
    expect(screen.getByRole('textbox', { name: 'Reply to the customer' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Hand back' })).toBeDefined();
  });

  test('says which words are one’s own, and which a colleague’s: those are read out', async () => {
    await openConversation({ status: 'human', operator: { name: 'Mira Novak', id: 'op_2' } });
    for (const name of ['Mira Novak', 'Sam Rivera'])
      await act(() =>
        server.push(
          log.addMessage({
            id: name,
            role: 'assistant',
            metadata: { author: 'operator', name, createdAt: AT },
            parts: [{ type: 'text', text: `Words of ${name}` }],
          }),
        ),
      );
    const messages = within(screen.getByRole('log', { name: 'Messages' })).getAllByRole('listitem');
    expect(messages.map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^ALAna Lima.*My speaker is silent$/u),
      'Mira Novak from customer service joined',
      expect.stringMatching(/^Mira Novak.*Words of Mira Novak$/u),
      'Sam Rivera from customer service joined',
      expect.stringMatching(/^You.*Words of Sam Rivera$/u),
    ]);
    expect(screen.getByRole('status', { name: 'Latest message' }).textContent).toBe('Words of Mira Novak');
  });

  test.each<[string, Partial<ConversationView>]>([
    ['The customer waits for a person. Take over to reply.', { status: 'waiting' }],
    ['Mira Novak holds this conversation.', { status: 'human', operator: { name: 'Mira Novak' } }],
    [
      'Sam Rivera holds this conversation.',
      { status: 'human', operator: { name: 'Sam Rivera', id: 'a namesake' } },
    ],
    ['A colleague holds this conversation.', { status: 'human' }],
    ['Closed. It opens again when the customer writes.', { status: 'closed' }],
  ])('says: %s', async (words, view) => {
    await openConversation(view);
    expect(screen.getByText(words)).toBeDefined();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Hand back' })).toBeNull();
  });

  test('shows what waits for the customer’s yes, without the buttons', async () => {
    const start = {
      type: 'start',
      messageId: 'b',
      messageMetadata: { author: 'bot', createdAt: AT },
    } as const;
    log.addChunk('b', start);
    log.addChunk('b', {
      type: 'tool-input-available',
      toolCallId: '1',
      toolName: 'device_remove',
      input: {},
    });
    log.addChunk('b', {
      type: 'tool-approval-request',
      approvalId: 'ap',
      toolCallId: '1',
      approvalDescriptor: { title: 'Remove it?', expiresAt: '2999-01-01T00:00:00Z' },
    });
    log.addChunk('b', { type: 'finish' });
    await openConversation();
    const action = screen.getByRole('group', { name: 'Removing devices' });
    expect(action.textContent).toContain('The customer has not answered yet.');
    expect(within(action).queryByRole('button')).toBeNull();
  });

  test('that can’t be read just now says so', async () => {
    await openInbox([viewOf('c1', { customer: ana })]);
    click(/Ana Lima/u);
    await act(() => server.answer('history', { type: 'error', code: 'unavailable', message: '' }));
    expect(screen.getByText(/can’t be loaded right now/u)).toBeDefined();
  });

  test('is where the keyboard comes to past the inbox', async () => {
    await openConversation();
    click('Skip to the messages');
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  test('that is gone says so', async () => {
    await openInbox([]);
    act(() => session.open('gone'));
    expect(screen.getByRole('heading', { name: 'Conversation' })).toBeDefined();
    await act(() => server.answer('history', { type: 'error', code: 'not_found', message: '' }));
    expect(screen.getByText('This conversation does not exist any more.')).toBeDefined();
  });
});

describe('the record', () => {
  const done: AuditRecord = {
    messageId: 'b',
    step: 0,
    call: 0,
    action: 'device_power',
    way: 'chat',
    serviceLevel: 'premium',
    input: { devices: ['light'], on: false },
    inputHash: 'hash-of-it',
    decision: 'allowed',
    status: 'done',
    model: 'builtin',
    serviceVersion: '1',
    promptVersion: '2',
    at: AT,
  };
  const answer = (records: AuditRecord[], nextCursor?: string): Promise<void> =>
    act(() =>
      server.answer('audit', {
        type: 'audit',
        conversationId: 'c1',
        records,
        ...(nextCursor !== undefined && { nextCursor }),
      }),
    );
  const record = (): HTMLElement => screen.getByRole('region', { name: 'What the assistant did' });

  test('tells what was decided, why, and what came of it; it is read on demand', async () => {
    await openConversation();
    const reason = 'The lamp does not answer.';
    await answer(
      [done, { ...done, call: 1, action: 'open_door', way: 'timer', status: 'failed', reason }],
      'more',
    );
    const [first, second] = within(record()).getAllByRole('listitem');
    expect(first?.textContent).toMatch(/On and off.*Done.*Asked for, on Premium/u);
    expect(
      within(first as HTMLElement)
        .getAllByRole('term')
        .map((term) => term.textContent),
    ).toEqual(['Devices', 'On', 'Decided by', 'Model']);
    expect(first?.textContent).toContain('DeviceslightOnfalse');
    expect(first?.textContent).not.toContain('hash-of-it');
    expect(second?.textContent).toMatch(/Open door.*Failed.*By a routine.*The lamp does not answer/u);
    click('Show more');
    expect(server.sent('audit').at(-1)).toMatchObject({ cursor: 'more' });
    const { status: _, ...running } = done;
    await answer([{ ...running, messageId: 'later', decision: 'refused' }]);
    expect(record().textContent).toContain('Not finished');
    expect(within(record()).getAllByRole('listitem')).toHaveLength(3);
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  test('says when there is nothing, and when it can’t be read', async () => {
    await openConversation();
    await act(() => server.answer('audit', { type: 'error', code: 'unavailable', message: '' }));
    expect(record().textContent).toContain('can’t be read right now');
    click('Try again');
    await answer([]);
    expect(record().textContent).toContain('it has only talked');
  });

  test('is read again when the bot has done something, from its last page on', async () => {
    await openConversation();
    await answer([done]);
    const asked = server.sent('audit').length;
    await act(() => server.push(log.addMessage({ ...customerSays('And now?'), id: 'm2' })));
    await act(() =>
      server.push(
        log.addChunk('b', {
          type: 'start',
          messageId: 'b',
          messageMetadata: { author: 'bot', createdAt: AT, replyTo: ['said_My speaker is silent', 'm2'] },
        }),
        log.addChunk('b', { type: 'finish' }),
      ),
    );
    expect(server.sent('audit').length).toBeGreaterThan(asked);
  });

  test.each([
    [['Where is my lamp?'], /Not answered yet:.*Where is my lamp/u],
    [[], /Every message had its answer/u],
  ])('begins with what the person who took over should know: %j', async (unanswered, words) => {
    await openConversation();
    await act(() =>
      server.push({
        type: 'summary',
        conversationId: 'c1',
        customer: ana,
        reason: 'Asked for a person.',
        unanswered,
        actions: [],
      }),
    );
    const note = screen.getByRole('region', { name: 'Record' }).textContent;
    expect(note).toMatch(words);
    expect(note).toContain('Asked for a person.');
  });

  test('opens over the conversation where there is no room beside it', async () => {
    await openConversation();
    click('What the assistant did');
    expect(screen.getByRole('dialog', { name: 'Record' })).toBeDefined();
    click('Close record');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
