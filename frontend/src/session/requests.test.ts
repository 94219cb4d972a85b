import type { ClientFrame } from '@agentic-service-bot/protocol';
import { beforeEach, expect, test } from 'vitest';
import { refusalOf, Requests } from './requests.ts';
import { FakeClock } from './testing/fake-clock.ts';

let clock: FakeClock;
let sent: ClientFrame[];
let checks: number;
let requests: Requests;

beforeEach(() => {
  clock = new FakeClock();
  sent = [];
  checks = 0;
  let ids = 0;
  requests = new Requests(
    {
      send: (frame) => {
        sent.push(frame);
        return true;
      },
      check: () => {
        checks += 1;
      },
    },
    clock,
    () => `r${++ids}`,
  );
});

const message = { action: 'sendMessage', requestId: 'm1', text: 'Hello' } as const;

test('an answer finds its question', async () => {
  const first = requests.ask({ action: 'cancel', conversationId: 'c' });
  const second = requests.ask({ action: 'cancel', conversationId: 'd' });
  expect(requests.settle({ type: 'ok', requestId: 'r2' })).toBe(true);
  expect(requests.settle({ type: 'error', code: 'conflict', message: '', requestId: 'r1' })).toBe(true);
  expect(refusalOf(await second)).toBeUndefined();
  expect(refusalOf(await first)?.code).toBe('conflict');
});

test('what nobody asked for is no answer', () => {
  expect(requests.settle({ type: 'ok', requestId: 'r9' })).toBe(false);
  expect(requests.settle({ type: 'error', code: 'unavailable', message: '' })).toBe(false);
  expect(requests.settle({ type: 'conversation', conversation: view })).toBe(false);
});

const view = { id: 'c', status: 'bot', title: '', updatedAt: '2026-01-05T09:00:00Z', seq: 1 } as const;

test('a question waits ten seconds for its answer', async () => {
  const answer = requests.ask({ action: 'cancel', conversationId: 'c' });
  await clock.advance(9_999);
  expect(checks).toBe(0);
  await clock.advance(1);
  expect(checks).toBe(1);
  expect(await answer).toMatchObject({ type: 'error', code: 'unavailable' });
  expect(requests.settle({ type: 'ok', requestId: 'r1' })).toBe(false);
});

test('what must arrive is sent until it is answered, always as the same request', async () => {
  const answer = requests.deliver(message);
  await clock.advance(15_000);
  expect(checks).toBe(1);
  requests.resend();
  expect(sent).toEqual([message, message, message]);
  requests.settle({ type: 'accepted', requestId: 'm1', conversationId: 'c', messageId: 'x' });
  expect(await answer).toMatchObject({ type: 'accepted' });
  requests.resend();
  await clock.advance(60_000);
  expect(sent).toHaveLength(3);
});

test('a token that ended is no answer: the request goes out again on the next connection', async () => {
  const answer = requests.deliver(message);
  requests.settle({ type: 'error', code: 'unauthorized', message: '', requestId: 'm1' });
  requests.resend();
  expect(sent).toHaveLength(2);
  requests.settle({ type: 'accepted', requestId: 'm1', conversationId: 'c', messageId: 'x' });
  expect(await answer).toMatchObject({ type: 'accepted' });
});
