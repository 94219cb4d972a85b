import { expect, it, vi } from 'vitest';
import { record } from '../testing/queue.ts';
import { runRoutines, type Clockwork } from './run-routine.ts';

const timer = {
  customerId: 'ann',
  id: 'routine/1',
  conversationId: 'cv',
  schedule: { at: '07:00', days: ['monday' as const] },
  timeZone: 'Europe/Berlin',
};
const due = (id = 'm', plannedAt = '2026-05-04T05:00:00Z') =>
  record(id, JSON.stringify({ timer, plannedAt }));

const setting = (...answers: readonly ('done' | 'busy')[]) => {
  const left = [...answers];
  const fire = vi.fn<Clockwork['fire']>(async () => left.shift() ?? 'busy');
  const sleep = vi.fn(async () => undefined);
  return { fire, sleep };
};

it('fires the timer for the time it was planned', async () => {
  const clockwork = setting('done');
  expect(await runRoutines(clockwork, { Records: [due()] }, () => 60_000)).toEqual({ batchItemFailures: [] });
  expect(clockwork.fire.mock.calls).toEqual([[timer, new Date('2026-05-04T05:00:00Z')]]);
});

it('waits for an open reply to end', async () => {
  const clockwork = setting('busy', 'busy', 'done');
  expect(await runRoutines(clockwork, { Records: [due()] }, () => 60_000)).toEqual({ batchItemFailures: [] });
  expect(clockwork.fire).toHaveBeenCalledTimes(3);
  expect(clockwork.sleep.mock.calls).toEqual([[1_000], [1_000]]);
});

it('leaves it on the queue in time where the conversation stays busy', async () => {
  const clockwork = setting();
  let remaining = 12_000;
  const tick = () => (remaining -= 1_000);
  expect(await runRoutines(clockwork, { Records: [due('stays')] }, tick)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'stays' }],
  });
  expect(clockwork.fire).toHaveBeenCalledTimes(3);
});

it('fails where a port does, so that the queue gives it again and somebody hears of it', async () => {
  const fire = () => Promise.reject(new Error('throttled'));
  const { sleep } = setting();
  await expect(runRoutines({ fire, sleep }, { Records: [due()] }, () => 60_000)).rejects.toThrow('throttled');
});

it.each([
  ['of no timer', '{"timer":{"id":"x"}}', 'customerId'],
  ['that is no JSON', '{', 'JSON'],
])('a message %s is refused', async (_, body, problem) => {
  const clockwork = setting();
  await expect(runRoutines(clockwork, { Records: [record('m', body)] }, () => 60_000)).rejects.toThrow(
    problem,
  );
});
