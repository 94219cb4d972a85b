import type { Bot } from '@agentic-service-bot/bot';
import { expect, it, vi } from 'vitest';
import { memory } from '../testing/memory.ts';
import { record, ring } from '../testing/queue.ts';
import { answerDoorbell, HAND_BACK_MS, type Workbench } from './work.ts';

type Work = Bot['work'];

const REMAINING_MS = 60_000;

const setting = (work: Work) => {
  const { inbox, telemetry } = memory().ports;
  const count = vi.fn<Workbench['count']>();
  const after = vi.fn<Workbench['after']>(() => new AbortController().signal);
  const now = () => new Date(5_000);
  const bench: Workbench = { bot: async () => ({ work }), inbox, telemetry, count, now, after };
  const answer = (...records: Parameters<typeof answerDoorbell>[1]['Records']) =>
    answerDoorbell(bench, { Records: records }, () => REMAINING_MS);
  return { bench, inbox, telemetry, count, after, answer };
};

it('a rung conversation is worked on, with time left to finish what has begun', async () => {
  const work = vi.fn<Work>(async () => 'idle');
  const { answer, after, inbox, count } = setting(work);
  expect(await answer(ring('cv', 4_000))).toEqual({ batchItemFailures: [] });
  expect(work.mock.calls.map(([conversationId]) => conversationId)).toEqual(['cv']);
  expect(after).toHaveBeenCalledWith(REMAINING_MS - HAND_BACK_MS);
  expect(count).toHaveBeenCalledWith('QueueAge', 1_000);
  expect(inbox.rings).toEqual([]);
});

it('a turn that is handed back for want of time rings anew, and is no failure', async () => {
  const { bench, inbox, answer } = setting(async () => 'busy');
  const out = { ...bench, after: () => AbortSignal.abort() };
  expect(await answerDoorbell(out, { Records: [ring('cv')] }, () => 100)).toEqual({ batchItemFailures: [] });
  expect(inbox.rings).toEqual(['cv']);
  // Somebody else has it: the queue rings again.
  expect(await answer(ring('cv'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message of cv' }] });
  expect(inbox.rings).toEqual(['cv']);
});

it('what fails is left to the queue, and what comes after it keeps its place', async () => {
  const work = vi.fn<Work>(async (id) => {
    if (id === 'cv1') throw new Error('throttled');
    return 'idle';
  });
  const { answer, telemetry } = setting(work);
  expect(await answer(ring('cv0'), ring('cv1'), ring('cv2'))).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message of cv1' }, { itemIdentifier: 'message of cv2' }],
  });
  expect(work).toHaveBeenCalledTimes(2);
  expect(telemetry.events).toEqual([
    { type: 'fault', where: 'work', conversationId: 'cv1', error: 'Error: throttled' },
  ]);
});

it('a ring that can not be stored is a failure, so that the queue rings', async () => {
  const { bench } = setting(async () => 'busy');
  const out = {
    ...bench,
    after: () => AbortSignal.abort(),
    inbox: { ring: () => Promise.reject(new Error('SQS is down')) },
  };
  const answer = await answerDoorbell(out, { Records: [ring('cv')] }, () => 100);
  expect(answer.batchItemFailures).toHaveLength(1);
});

it.each(['', '{', '[]', '{"conversationId":""}', '{"conversation":"cv"}'])(
  'a message %j is none of the doorbell, and ends on the dead-letter queue',
  async (body) => {
    const work = vi.fn<Work>();
    const { answer, telemetry } = setting(work);
    expect(await answer(record('m', body))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
    expect(work).not.toHaveBeenCalled();
    expect(telemetry.events).toMatchObject([{ type: 'fault', where: 'doorbell' }]);
  },
);
