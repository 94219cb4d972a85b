import { expect, it, vi } from 'vitest';
import { runRoutine, type Clockwork } from './run-routine.ts';

const timer = {
  customerId: 'ann',
  id: 'routine/1',
  conversationId: 'cv',
  schedule: { at: '07:00', days: ['monday' as const] },
  timeZone: 'Europe/Berlin',
};
const event = { timer, plannedAt: '2026-05-04T05:00:00Z' };

const setting = (...answers: readonly ('done' | 'busy')[]) => {
  const left = [...answers];
  const fire = vi.fn<Clockwork['fire']>(async () => left.shift() ?? 'busy');
  const sleep = vi.fn(async () => undefined);
  return { fire, sleep };
};

it('fires the timer for the time it was planned', async () => {
  const clockwork = setting('done');
  await runRoutine(clockwork, event, () => 60_000);
  expect(clockwork.fire.mock.calls).toEqual([[timer, new Date('2026-05-04T05:00:00Z')]]);
});

it('waits for an open reply to end', async () => {
  const clockwork = setting('busy', 'busy', 'done');
  await runRoutine(clockwork, event, () => 60_000);
  expect(clockwork.fire).toHaveBeenCalledTimes(3);
  expect(clockwork.sleep.mock.calls).toEqual([[1_000], [1_000]]);
});

it('fails in time where the conversation stays busy, to be called again', async () => {
  const clockwork = setting();
  let remaining = 12_000;
  const tick = () => (remaining -= 1_000);
  await expect(runRoutine(clockwork, event, tick)).rejects.toThrow('stayed busy');
  expect(clockwork.fire).toHaveBeenCalledTimes(3);
});

it('what is no timer is refused', async () => {
  const clockwork = setting();
  await expect(runRoutine(clockwork, { timer: { id: 'x' } }, () => 60_000)).rejects.toThrow('customerId');
});
