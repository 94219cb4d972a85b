import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { expect, test, vi } from 'vitest';
import { retryConflicts, untilNoneAreLeft } from './again.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const about = { message: 'no', $metadata: {} };
const conflict = new TransactionConflictException(about);
const cancelled = (Code: string) =>
  new TransactionCanceledException({ ...about, CancellationReasons: [{ Code: 'None' }, { Code }] });

/** Fails so often, then succeeds. */
function failing(times: number, error: Error) {
  let calls = 0;
  const send = async () => {
    calls += 1;
    if (calls <= times) throw error;
    return calls;
  };
  return { send, calls: () => calls };
}

test.each([conflict, cancelled('TransactionConflict')])(
  'a write that a transaction is in the way of is sent again',
  async (error) => {
    expect(await retryConflicts(failing(5, error).send)).toBe(6);
  },
);

test('after six tries it is an error', async () => {
  const { send, calls } = failing(9, conflict);
  await expect(retryConflicts(send)).rejects.toBe(conflict);
  expect(calls()).toBe(6);
});

test.each([new Error('The disk is full.'), cancelled('ConditionalCheckFailed')])(
  'any other error is one at once',
  async (error) => {
    const { send, calls } = failing(9, error);
    await expect(retryConflicts(send)).rejects.toBe(error);
    expect(calls()).toBe(1);
  },
);

test('what is left of a batch is sent again, until nothing is', async () => {
  const sent: number[][] = [];
  await untilNoneAreLeft([1, 2, 3, 4], async (batch) => {
    sent.push(batch);
    return batch.slice(1);
  });
  expect(sent).toEqual([[1, 2, 3, 4], [2, 3, 4], [3, 4], [4]]);
});

test('a batch that nothing is taken of is an error', async () => {
  await expect(untilNoneAreLeft([1, 2], async (batch) => batch)).rejects.toThrow(
    '2 items of a batch are left',
  );
});
