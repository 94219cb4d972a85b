import type { HistoryPageFrame, StepUsage } from '@agentic-service-bot/protocol';
import { beforeEach, expect, test } from 'vitest';
import { settled } from './testing/fake-clock.ts';
import { customerSays, FakeServer } from './testing/fake-server.ts';
import { OperatorSession } from './operator-session.ts';
import type { UsageTrail } from './usage-trail.ts';

type Entry = HistoryPageFrame['messages'][number];

const step: StepUsage = { model: 'test/one', inputTokens: 100, outputTokens: 20, cachedTokens: 0, ms: 900 };

let server: FakeServer;
let trail: UsageTrail;

beforeEach(async () => {
  server = new FakeServer();
  const session = new OperatorSession(server.environment);
  session.start();
  await server.accept();
  trail = session.usageTrail('c1');
});

const said = (from: number): Entry => ({ from, message: customerSays(`${from}`) });

const replied = (from: number, usage: StepUsage[] = [step]): Entry => ({
  from,
  message: {
    id: `reply_${from}`,
    role: 'assistant',
    metadata: { author: 'bot', createdAt: '2026-01-05T09:00:00Z' },
    parts: [],
  },
  usage,
});

async function answer(messages: Entry[], more = false): Promise<void> {
  await server.answer('history', { type: 'history', conversationId: 'c1', messages, more, seq: 9 });
  await settled();
}

async function read(messages: Entry[], more = false): Promise<void> {
  void trail.refresh();
  await answer(messages, more);
}

const ids = (): string[] => trail.state.get().replies.map(({ messageId }) => messageId);

test('has the replies that models wrote, with what they took', async () => {
  await read([said(1), replied(2), said(3), replied(4, [])]);
  expect(trail.state.get()).toEqual({
    phase: 'ready',
    replies: [{ messageId: 'reply_2', at: '2026-01-05T09:00:00Z', steps: [step] }],
    more: false,
  });
});

test('adds older pages in front, and keeps them when the latest is read again', async () => {
  await read([said(11), replied(12)], true);
  void trail.loadMore();
  expect(server.sent('history').at(-1)).toMatchObject({ conversationId: 'c1', before: 11 });
  await answer([said(1), replied(2)]);
  expect(ids()).toEqual(['reply_2', 'reply_12']);
  await read([said(11), replied(12, [step, step]), said(15), replied(16)], true);
  expect(ids()).toEqual(['reply_2', 'reply_12', 'reply_16']);
  expect(trail.state.get().replies[1]?.steps).toHaveLength(2);
  expect(trail.state.get().more).toBe(false);
});

test('begins afresh where something may be missing in between', async () => {
  await read([said(1), replied(2)]);
  await read([said(101), replied(102)], true);
  expect(ids()).toEqual(['reply_102']);
  expect(trail.state.get().more).toBe(true);
  await read([]);
  expect(ids()).toEqual([]);
});

test('says when it can’t be read, and keeps what it has', async () => {
  await read([replied(2)]);
  void trail.refresh();
  await server.answer('history', { type: 'error', code: 'unavailable', message: '' });
  expect(trail.state.get().phase).toBe('failed');
  expect(ids()).toEqual(['reply_2']);
});

test('tells what was asked last, not what came last', async () => {
  void trail.refresh();
  const [first] = server.sent('history');
  await read([replied(4)]);
  await server.push({
    type: 'history',
    conversationId: 'c1',
    messages: [replied(2)],
    more: false,
    seq: 9,
    requestId: first?.requestId ?? '',
  });
  expect(ids()).toEqual(['reply_4']);
});
