import type { Chunk } from '@agentic-service-bot/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogEntry } from '../conversation/entry.ts';
import { Followers } from '../conversation/followers.ts';
import { replyEnded } from '../conversation/transitions.ts';
import type { Ports } from '../ports/index.ts';
import { countingIds, ManualClock, memoryPorts, type MemoryPorts } from '../testing/index.ts';
import { Recorder } from './recorder.ts';

const AT = '2026-03-01T10:00:00.000Z';
const START: LogEntry = {
  conversationId: 'c1',
  seq: 1,
  at: AT,
  frames: [{ type: 'chunk', messageId: 'r1', chunk: { type: 'start', messageId: 'r1' } }],
  state: {
    customerId: 'ann',
    title: '',
    status: 'bot',
    priority: 'standard',
    createdAt: AT,
    updatedAt: AT,
    unanswered: [],
    reply: {
      messageId: 'r1',
      from: 1,
      since: 1,
      writes: 0,
      origin: { kind: 'messages', replyTo: [] },
      cancelled: false,
    },
  },
};

const text = (delta: string): Chunk => ({ type: 'text-delta', id: 't', delta });
const FINISH: Chunk = { type: 'finish' };

let memory: MemoryPorts;
let recorder: Recorder;
/** Lets the log answer; it waits, as a disk does. */
let release: () => void;
let appending: Promise<void>;

beforeEach(async () => {
  memory = memoryPorts({ now: new ManualClock().now, id: countingIds() });
  await memory.log.append(START);
  const released = new Promise<void>((resolve) => (release = resolve));
  let begun: () => void = () => undefined;
  appending = new Promise((resolve) => (begun = resolve));
  const log: Ports['log'] = {
    append: async (entry) => {
      begun();
      await released;
      return memory.log.append(entry);
    },
    last: (id) => memory.log.last(id),
    after: (...args) => memory.log.after(...args),
    messages: (...args) => memory.log.messages(...args),
  };
  recorder = new Recorder({ ...memory, log }, new Followers(memory), START, START.frames, () => undefined);
});

const chunksIn = (frames: LogEntry['frames']): Chunk[] =>
  frames.flatMap((frame) => (frame.type === 'chunk' ? [frame.chunk] : []));

afterEach(() => void vi.useRealTimers());

test('the frames of a reply include those that are being written', async () => {
  recorder.show(text('a'));
  await appending;
  recorder.queue(text('b'));
  const committed = recorder.commit({});
  recorder.queue(text('c'));
  expect(chunksIn(recorder.frames).slice(1)).toEqual([text('a'), text('b'), text('c')]);
  release();
  await committed;
  expect(chunksIn(recorder.frames).slice(1)).toEqual([text('a'), text('b'), text('c')]);
});

test('the end of a reply is one entry with what it changes, though chunks are being shown', async () => {
  recorder.show(text('a'));
  await appending;
  recorder.show(text('b'));
  recorder.queue(FINISH);
  const committed = recorder.commit({ change: (state) => ({ state: replyEnded(state), frames: [] }) });
  release();
  await committed;
  const entries = memory.log.entries('c1');
  expect(entries.map(({ frames }) => chunksIn(frames)).slice(1)).toEqual([[text('a')], [text('b'), FINISH]]);
  expect(entries.at(-1)?.state.reply).toBeUndefined();
});

test('what is shown right after something else waits a moment for more, and an output for the words after it', async () => {
  release();
  vi.useFakeTimers();
  recorder.show(text('a'));
  await vi.advanceTimersByTimeAsync(0);
  recorder.show(text('b'));
  await vi.advanceTimersByTimeAsync(200);
  recorder.show(text('c'));
  recorder.showSoon();
  await vi.advanceTimersByTimeAsync(200);
  await vi.advanceTimersByTimeAsync(300);
  recorder.queue(text('d'));
  recorder.showSoon();
  recorder.showSoon();
  await vi.advanceTimersByTimeAsync(49);
  const shown = () =>
    memory.log
      .entries('c1')
      .map(({ frames }) => chunksIn(frames))
      .slice(1);
  expect(shown()).toEqual([[text('a')], [text('b'), text('c')]]);
  await vi.advanceTimersByTimeAsync(1);
  expect(shown().at(-1)).toEqual([text('d')]);
  recorder.show(text('e'));
  recorder.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown()).toHaveLength(3);
});

test('says when the first words were shown, and nothing of it where an earlier worker showed them', async () => {
  const clock = new ManualClock(AT);
  const ports = memoryPorts({ now: clock.now, id: countingIds() });
  await ports.log.append(START);
  const make = (last: LogEntry, frames: LogEntry['frames']) =>
    new Recorder(ports, new Followers(ports), last, frames, () => undefined);
  const first = make(START, START.frames);
  first.queue({ type: 'start-step' }, { type: 'text-start', id: 't' });
  await first.commit({});
  expect(first.firstShownAt).toBeUndefined();
  clock.advance(700);
  first.queue(text('Hello'));
  await first.commit({});
  clock.advance(300);
  first.queue(text(' there.'));
  await first.commit({});
  expect(first.firstShownAt).toEqual(new Date('2026-03-01T10:00:00.700Z'));
  const second = make(first.last, first.frames);
  second.queue(text(' Again.'));
  await second.commit({});
  expect(second.firstShownAt).toBeUndefined();
});
