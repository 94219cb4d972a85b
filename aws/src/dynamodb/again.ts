import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { setTimeout } from 'node:timers/promises';

/** How long is waited before each further try, milliseconds. What throttles is the client's to try again, not ours. */
const WAITS_MS = [20, 40, 80, 160, 320];

/** A transaction has the item just now: in a moment it has not. */
const isConflict = (error: unknown): boolean =>
  error instanceof TransactionConflictException ||
  (error instanceof TransactionCanceledException &&
    error.CancellationReasons?.some(({ Code }) => Code === 'TransactionConflict') === true);

/** Sends a write, again where a transaction was in its way. */
export async function retryConflicts<T>(send: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await send();
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    await setTimeout(wait);
  }
  return send();
}

/** Sends a batch, and what it says is left, until nothing is. */
export async function untilNoneAreLeft<T>(batch: T[], send: (batch: T[]) => Promise<T[]>): Promise<void> {
  let left = await send(batch);
  for (const wait of WAITS_MS) {
    if (left.length === 0) return;
    await setTimeout(wait);
    left = await send(left);
  }
  if (left.length > 0) throw new Error(`DynamoDB is throttled: ${left.length} items of a batch are left.`);
}
