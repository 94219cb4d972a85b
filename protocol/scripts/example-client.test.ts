import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as protocol from '../src/index.ts';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
/** The client that the page shows, run as it stands there. */
const code = /```js\n(const server[\s\S]*?)```/.exec(page)?.[1] ?? '';

class FakeSocket {
  static last: FakeSocket;
  readonly sent: Record<string, unknown>[] = [];
  readonly url: string;
  readonly subprotocols: string[];
  closed = false;
  onopen: () => void = () => undefined;
  onmessage: (event: { data: string }) => void = () => undefined;

  constructor(url: string, subprotocols: string[]) {
    this.url = url;
    this.subprotocols = subprotocols;
    FakeSocket.last = this;
  }

  send(text: string): void {
    const read = protocol.parseClientFrame(text);
    expect(read).toMatchObject({ ok: true });
    if (read.ok) this.sent.push(read.frame);
  }

  close(): void {
    this.closed = true;
  }

  receive(frame: protocol.ServerFrame): void {
    this.onmessage({ data: JSON.stringify(protocol.serverFrame.parse(frame)) });
  }
}

const conversationId = 'c1';
const chunk = (seq: number, body: protocol.Chunk): protocol.ChunkFrame => ({
  type: 'chunk',
  conversationId,
  seq,
  messageId: 'm2',
  chunk: body,
});
const words = (seq: number, delta: string): protocol.ChunkFrame =>
  chunk(seq, { type: 'text-delta', id: '0', delta });

let printed = '';
let socket: FakeSocket;

beforeEach(async () => {
  printed = '';
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ token: 'the-token' })));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const AsyncFunction = (async () => undefined).constructor as new (code: string) => () => Promise<void>;
  await new AsyncFunction(code)();
  socket = FakeSocket.last;
  socket.onopen();
  socket.receive({
    type: 'welcome',
    protocol: 1,
    principal: { id: 'cust_001', name: 'Ada', role: 'customer' },
    expiresAt: '2026-03-01T10:30:00.000Z',
  });
  socket.receive({ type: 'accepted', requestId: 'r1', conversationId, messageId: 'm1' });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('has 30 lines', () => {
  expect(code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(30);
});

test('says hello and asks', () => {
  expect(socket.subprotocols).toEqual([protocol.SUBPROTOCOL, 'the-token']);
  expect(socket.sent).toMatchObject([
    { action: 'hello' },
    { action: 'sendMessage', text: 'What can you do?' },
  ]);
});

test('prints a reply in order, once, and hangs up', () => {
  for (const frame of [words(2, 'two '), words(1, 'one '), words(2, 'two '), words(3, 'three')]) {
    socket.receive(frame);
  }
  expect(printed).toBe('one two three');
  expect(socket.closed).toBe(false);
  socket.receive(chunk(4, { type: 'finish' }));
  expect(socket.closed).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('asks for what is missing after two seconds', () => {
  socket.receive(words(1, 'one '));
  socket.receive(words(3, 'three'));
  vi.advanceTimersByTime(protocol.REORDER_GAP_MS - 1);
  expect(socket.sent).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(socket.sent[2]).toEqual({ action: 'resume', conversationId, after: 1 });
  socket.receive({ ...words(2, 'two '), replay: true });
  expect(printed).toBe('one two three');
});

test('takes a whole message for the chunks that it replaces', () => {
  socket.receive(words(9, 'lost'));
  vi.advanceTimersByTime(protocol.REORDER_GAP_MS);
  socket.receive({
    type: 'message',
    conversationId,
    seq: 8,
    replay: true,
    from: 2,
    message: {
      id: 'm2',
      role: 'assistant',
      metadata: { author: 'bot', createdAt: '2026-03-01T09:30:00.000Z' },
      parts: [{ type: 'text', text: 'All of it.' }],
    },
  });
  expect(printed).toBe('');
  socket.receive({ type: 'resumed', conversationId, seq: 8, more: false });
  expect(printed).toContain('All of it.');
  expect(socket.closed).toBe(true);
});

test('goes on when there is more to replay', () => {
  socket.receive({ type: 'resumed', conversationId, seq: 200, more: true });
  expect(socket.sent[2]).toEqual({ action: 'resume', conversationId, after: 200 });
});

test('prints an error, a gateway’s too', () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  socket.receive({ type: 'error', code: 'rate_limited', message: 'Slow down.' });
  socket.onmessage({ data: '{"message":"Internal server error"}' });
  expect(print.mock.calls).toEqual([['Slow down.'], ['Internal server error']]);
});
