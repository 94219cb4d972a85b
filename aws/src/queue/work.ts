import type { Bot } from '@agentic-service-bot/bot';
import type { Inbox, Telemetry } from '@agentic-service-bot/bot/ports';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Count } from '../telemetry.ts';
import { rungConversation } from './doorbell.ts';

/**
 * How long before the function's end a turn is handed back, milliseconds: an action that has begun is still finished,
 * and may take ten seconds, and its outcome is stored and sent.
 */
export const HAND_BACK_MS = 15_000;

export interface Workbench {
  /** The bot with the models of now; asked anew for each conversation. */
  readonly bot: () => Promise<Pick<Bot, 'work'>>;
  readonly inbox: Inbox;
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
  const { bot, inbox, telemetry, count, now, after } = bench;
  const conversationId = rungConversation(record.body);
  if (conversationId === undefined) {
    telemetry.report({ type: 'fault', where: 'doorbell', error: 'This is no message of the doorbell.' });
    return false;
  }
  count('QueueAge', Math.max(0, now().getTime() - Number(record.attributes.SentTimestamp)));
  try {
    const stop = after(Math.max(0, remainingMs - HAND_BACK_MS));
    if ((await (await bot()).work(conversationId, stop)) === 'idle') return true;
    if (!stop.aborted) return false;
    await inbox.ring(conversationId);
    return true;
  } catch (error) {
    telemetry.report({ type: 'fault', where: 'work', conversationId, error: String(error) });
    return false;
  }
}
