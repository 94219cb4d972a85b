import type { Bot } from '@agentic-service-bot/bot';
import { expect, it, vi } from 'vitest';
import { memory } from '../testing/memory.ts';
import { record, ring } from '../testing/queue.ts';
import { answerDoorbell, HAND_BACK_MS, HAND_BACKS_MAX, type Workbench } from './work.ts';

type Work = Bot['work'];

const REMAINING_MS = 60_000;

const setting = (work: Work) => {
  const { telemetry } = memory().ports;
  const ringAgain = vi.fn<Workbench['ringAgain']>(async () => undefined);
  const giveUp = vi.fn<Bot['giveUp']>(async () => undefined);
  const count = vi.fn<Workbench['count']>();
  const after = vi.fn<Workbench['after']>(() => new AbortController().signal);
  const now = () => new Date(5_000);
  const bench: Workbench = { bot: async () => ({ work, giveUp }), ringAgain, telemetry, count, now, after };
  const answer = (...records: Parameters<typeof answerDoorbell>[1]['Records']) =>
    answerDoorbell(bench, { Records: records }, () => REMAINING_MS);
  return { bench, ringAgain, giveUp, telemetry, count, after, answer };
};

it('a rung conversation is worked on, with time left to finish what has begun', async () => {
  const work = vi.fn<Work>(async () => 'idle');
  const { answer, after, ringAgain, count } = setting(work);
  expect(await answer(ring('cv', 4_000))).toEqual({ batchItemFailures: [] });
  expect(work.mock.calls.map(([conversationId]) => conversationId)).toEqual(['cv']);
  expect(after).toHaveBeenCalledWith(REMAINING_MS - HAND_BACK_MS);
  expect(count).toHaveBeenCalledWith('QueueAge', 1_000);
  expect(ringAgain).not.toHaveBeenCalled();
});

it('a turn that is handed back for want of time rings anew, and is no failure', async () => {
  const { bench, ringAgain, answer } = setting(async () => 'busy');
  const out = { ...bench, after: () => AbortSignal.abort() };
  expect(await answerDoorbell(out, { Records: [ring('cv')] }, () => 100)).toEqual({ batchItemFailures: [] });
  expect(ringAgain.mock.calls).toEqual([['cv', 1]]);
  // Somebody else has it: the queue rings again.
  expect(await answer(ring('cv'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message of cv' }] });
  expect(ringAgain.mock.calls).toEqual([['cv', 1]]);
});

it('a turn that never gets done in its time is given up in words, not handed back for ever', async () => {
  const { bench, ringAgain, giveUp, telemetry } = setting(async () => 'busy');
  const out = { ...bench, after: () => AbortSignal.abort() };
  const again = async (handBacks: number) => {
    const body = JSON.stringify({ conversationId: 'cv', handBacks });
    expect(await answerDoorbell(out, { Records: [record('m', body)] }, () => 100)).toEqual({
      batchItemFailures: [],
    });
  };
  // Lambda stops what it takes for a loop after sixteen runs of one chain; its first run hands back nothing yet.
  expect(HAND_BACKS_MAX + 1).toBeLessThan(16);
  await again(HAND_BACKS_MAX - 1);
  expect(ringAgain.mock.calls).toEqual([['cv', HAND_BACKS_MAX]]);
  expect(giveUp).not.toHaveBeenCalled();
  await again(HAND_BACKS_MAX);
  expect(ringAgain).toHaveBeenCalledTimes(1);
  expect(giveUp.mock.calls).toEqual([['cv']]);
  expect(telemetry.events).toMatchObject([{ type: 'fault', where: 'work', conversationId: 'cv' }]);
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
  expect(telemetry.events).toMatchObject([
    { type: 'fault', where: 'work', conversationId: 'cv1', error: 'Error: throttled' },
  ]);
});

it('a ring that can not be stored is a failure, so that the queue rings', async () => {
  const { bench } = setting(async () => 'busy');
  const out = {
    ...bench,
    after: () => AbortSignal.abort(),
    ringAgain: () => Promise.reject(new Error('SQS is down')),
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
