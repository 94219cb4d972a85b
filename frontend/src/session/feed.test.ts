import type { ClientFrame, Message, ServerFrame } from '@agentic-service-bot/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { Feed } from './feed.ts';
import { Requests } from './requests.ts';
import { FakeClock, settled } from './testing/fake-clock.ts';
import { FakeLog } from './testing/fake-log.ts';

const AT = '2026-01-05T09:00:00Z';

let clock: FakeClock;
let log: FakeLog;
let sent: ClientFrame[];
let requests: Requests;
let feed: Feed;

beforeEach(() => {
  clock = new FakeClock();
  log = new FakeLog('conv_1');
  sent = [];
  let ids = 0;
  requests = new Requests(
    {
      send: (frame) => {
        sent.push(frame);
        return true;
      },
      check: () => undefined,
    },
    clock,
    () => `r${++ids}`,
  );
  feed = new Feed('conv_1', requests, clock);
});

const said = (id: string): Message => ({
  id,
  role: 'user',
  metadata: { author: 'customer', createdAt: AT },
  parts: [{ type: 'text', text: id }],
});

/** Answers the latest question. */
async function answer(frame: ServerFrame): Promise<void> {
  requests.settle({ ...frame, requestId: sent.at(-1)?.requestId } as ServerFrame);
  await settled();
}

async function answerFromLog(): Promise<void> {
  const question = sent.at(-1);
  if (question?.action === 'history') return answer(await log.history(question.before, 3));
  if (question?.action !== 'resume') throw new Error('There is no question that a log can answer');
  for (const frame of await log.resume(question.after)) {
    if (frame.type === 'resumed') await answer(frame);
    else feed.receive(frame);
  }
}

async function load(): Promise<void> {
  void feed.load();
  await answerFromLog();
  await answerFromLog();
}

const ids = (): string[] => feed.entries.get().map(({ message }) => message.id);
const texts = (): string[] =>
  feed.entries
    .get()
    .flatMap(({ message }) => message.parts.flatMap((part) => (part.type === 'text' ? part.text : [])));

test('loads history, then asks for what came since', async () => {
  log.addMessage(said('a'));
  expect(feed.phase.get()).toBe('loading');
  await load();
  expect(sent).toMatchObject([{ action: 'history' }, { action: 'resume', after: 1 }]);
  expect(feed.phase.get()).toBe('ready');
  expect(ids()).toEqual(['a']);
});

test('a reply that is being written appears as it grows', async () => {
  await load();
  const reply = (chunk: Parameters<FakeLog['addChunk']>[1]): void => feed.receive(log.addChunk('b', chunk));
  reply({ type: 'start', messageId: 'b', messageMetadata: { author: 'bot', createdAt: AT } });
  reply({ type: 'text-start', id: 't' });
  reply({ type: 'text-delta', id: 't', delta: 'Good ' });
  await settled();
  expect(texts()).toEqual(['Good ']);
  expect(feed.entries.get()[0]?.writing).toBe(true);
  reply({ type: 'text-delta', id: 't', delta: 'morning' });
  reply({ type: 'text-end', id: 't' });
  reply({ type: 'finish' });
  await settled();
  expect(texts()).toEqual(['Good morning']);
  expect(feed.entries.get()[0]?.writing).toBe(false);
});

test('the answer to an approval continues a message that history brought', async () => {
  log.addChunk('b', { type: 'start', messageId: 'b', messageMetadata: { author: 'bot', createdAt: AT } });
  log.addChunk('b', { type: 'tool-input-available', toolCallId: 'c', toolName: 'device_remove', input: {} });
  log.addChunk('b', {
    type: 'tool-approval-request',
    approvalId: 'ap',
    toolCallId: 'c',
    approvalDescriptor: { title: 'Remove it', expiresAt: AT },
  });
  log.addChunk('b', { type: 'finish' });
  await load();
  const asked = feed.entries.get()[0]?.message;
  feed.receive(log.addChunk('b', { type: 'start', messageId: 'b' }));
  feed.receive(log.addChunk('b', { type: 'tool-approval-response', approvalId: 'ap', approved: false }));
  feed.receive(log.addChunk('b', { type: 'tool-output-denied', toolCallId: 'c' }));
  await settled();
  expect(feed.entries.get()).toMatchObject([
    {
      from: 1,
      message: { id: 'b', parts: [{ type: 'tool-device_remove', state: 'output-denied' }] },
      writing: true,
    },
  ]);
  expect(asked).toMatchObject({ parts: [{ state: 'approval-requested' }] });
});

test('a chunk that does not fit leaves the message as it was', async () => {
  await load();
  feed.receive(
    log.addChunk('b', { type: 'start', messageId: 'b', messageMetadata: { author: 'bot', createdAt: AT } }),
  );
  feed.receive(log.addChunk('b', { type: 'text-delta', id: 'never started', delta: 'x' }));
  feed.receive(log.addChunk('b', { type: 'finish' }));
  await settled();
  expect(feed.entries.get()).toMatchObject([{ message: { id: 'b', parts: [] }, writing: false }]);
});

describe('a gap', () => {
  test('of two seconds makes it ask', async () => {
    await load();
    log.addMessage(said('a'));
    feed.receive(log.addMessage(said('b')));
    await clock.advance(1_999);
    expect(sent).toHaveLength(2);
    await clock.advance(1);
    expect(sent.at(-1)).toMatchObject({ action: 'resume', after: 0 });
    await answerFromLog();
    expect(ids()).toEqual(['a', 'b']);
  });

  test('that closes in time is nothing', async () => {
    await load();
    const a = log.addMessage(said('a'));
    feed.receive(log.addMessage(said('b')));
    feed.receive(a);
    await clock.advance(10_000);
    expect(sent).toHaveLength(2);
    expect(ids()).toEqual(['a', 'b']);
  });
});

describe('a refusal', () => {
  test.each(['not_found', 'forbidden'] as const)('%s: there is no such conversation', async (code) => {
    void feed.load();
    await answer({ type: 'error', code, message: '' });
    expect(feed.phase.get()).toBe('missing');
    await clock.advance(60_000);
    expect(sent).toHaveLength(1);
  });

  test('of history is asked again when the server says so', async () => {
    void feed.load();
    await answer({ type: 'error', code: 'rate_limited', message: '', retryAfterMs: 700 });
    expect(feed.phase.get()).toBe('unavailable');
    await clock.advance(699);
    expect(sent).toHaveLength(1);
    await clock.advance(1);
    expect(sent).toHaveLength(2);
    await answerFromLog();
    expect(feed.phase.get()).toBe('ready');
  });

  test('of resume is asked again, and live frames wait', async () => {
    log.addMessage(said('a'));
    void feed.load();
    await answerFromLog();
    await answer({ type: 'error', code: 'unavailable', message: '' });
    feed.receive(log.addMessage(said('b')));
    expect(ids()).toEqual(['a']);
    await clock.advance(5_000);
    await answerFromLog();
    expect(ids()).toEqual(['a', 'b']);
  });
});

describe('earlier messages', () => {
  beforeEach(async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) log.addMessage(said(id));
    await load();
  });

  test('come by the page', async () => {
    expect(ids()).toEqual(['c', 'd', 'e']);
    expect(feed.earlier.get()).toBe('available');
    const loaded = feed.loadEarlier();
    expect(feed.earlier.get()).toBe('loading');
    await answerFromLog();
    await loaded;
    expect(ids()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(feed.earlier.get()).toBe('none');
    await feed.loadEarlier();
    expect(sent).toHaveLength(3);
  });

  test('can be asked for again when that failed', async () => {
    const loaded = feed.loadEarlier();
    await answer({ type: 'error', code: 'unavailable', message: '' });
    await loaded;
    expect(feed.earlier.get()).toBe('available');
  });
});

describe('closed', () => {
  test('it asks no more', async () => {
    await load();
    log.addMessage(said('a'));
    feed.receive(log.addMessage(said('b')));
    feed.close();
    await clock.advance(60_000);
    expect(sent).toHaveLength(2);
  });

  test('answers that were on their way change nothing', async () => {
    log.addMessage(said('a'));
    void feed.load();
    feed.close();
    await answerFromLog();
    expect(ids()).toEqual([]);
    expect(feed.phase.get()).toBe('loading');
  });

  test('nor does the answer to a resume', async () => {
    void feed.load();
    await answerFromLog();
    log.addMessage(said('a'));
    feed.close();
    await answerFromLog();
    expect(ids()).toEqual([]);
  });
});
