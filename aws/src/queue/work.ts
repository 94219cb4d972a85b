import type { Bot } from '@agentic-service-bot/bot';
import { fault, type Telemetry } from '@agentic-service-bot/bot/ports';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { CAUGHT } from '../metrics.ts';
import type { Count } from '../telemetry.ts';
import { readDoorbell, type Doorbell } from './doorbell.ts';

/**
 * How long before the function's end a turn is handed back, milliseconds: an action that has begun is still finished,
 * and may take ten seconds, and its outcome is stored and sent.
 */
export const HAND_BACK_MS = 15_000;

/**
 * How often a turn is handed back before it is given up: more often than a model of average speed needs for the longest
 * reply. Without an end, one that is always too slow would be asked for ever. Less often than Lambda lets a chain of messages and
 * runs go on that it takes for a loop: after 16 it takes the message for a dead letter (AWS Lambda's guide, “recursive loop
 * detection”). Each run's ring belongs to the chain, a customer's next message begins another one.
 */
export const HAND_BACKS_MAX = 8;

export interface Workbench {
  /** The bot with the models of now; asked anew for each conversation. */
  readonly bot: () => Promise<Pick<Bot, 'work' | 'giveUp'>>;
  /** Rings for a turn that was handed back, the so-manieth time. */
  readonly ringAgain: (conversationId: string, handBacks: number) => Promise<void>;
  readonly telemetry: Telemetry;
  readonly count: Count;
  readonly now: () => Date;
  /** A signal that aborts after so many milliseconds. */
  readonly after: (ms: number) => AbortSignal;
}

/**
 * Answers the doorbell. A turn that takes longer than the function may run stores what it has and rings anew, so that the
 * queue takes nothing for a failure. What fails is rung again by the queue, once the message's invisibility is over.
 *
 * @param remainingMs how long the function may still run, milliseconds.
 */
export async function answerDoorbell(
  bench: Workbench,
  { Records: records }: Pick<SQSEvent, 'Records'>,
  remainingMs: () => number,
): Promise<SQSBatchResponse> {
  const failed: { itemIdentifier: string }[] = [];
  for (const record of records) {
    // After a failure the later messages of the batch stay in their order.
    if (failed.length > 0 || !(await answer(bench, record, remainingMs()))) {
      failed.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures: failed };
}

async function answer(bench: Workbench, record: SQSRecord, remainingMs: number): Promise<boolean> {
  const { telemetry, count, now } = bench;
  const doorbell = readDoorbell(record.body);
  if (doorbell === undefined) {
    telemetry.report({ type: 'fault', where: 'doorbell', error: 'This is no message of the doorbell.' });
    return false;
  }
  count('QueueAge', Math.max(0, now().getTime() - Number(record.attributes.SentTimestamp)));
  try {
    return await work(bench, doorbell, remainingMs);
  } catch (error) {
    const { conversationId } = doorbell;
    telemetry.report(fault(CAUGHT.work, error, conversationId));
    return false;
  }
}

/** Works on a rung conversation; says whether the doorbell is answered. */
async function work(
  { bot, ringAgain, telemetry, after }: Workbench,
  { conversationId, handBacks }: Doorbell,
  remainingMs: number,
): Promise<boolean> {
  const stop = after(Math.max(0, remainingMs - HAND_BACK_MS));
  const worker = await bot();
  if ((await worker.work(conversationId, stop)) === 'idle') return true;
  if (!stop.aborted) return false;
  if (handBacks < HAND_BACKS_MAX) {
    await ringAgain(conversationId, handBacks + 1);
  } else {
    const error = `Given up: it was handed back ${handBacks} times for want of time.`;
    telemetry.report({ type: 'fault', where: CAUGHT.work, conversationId, error });
    await worker.giveUp(conversationId);
  }
  return true;
}
