import { fault, type Telemetry } from '@agentic-service-bot/bot/ports';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { CAUGHT } from '../metrics.ts';
import { readDoorbell } from './doorbell.ts';

export interface Closing {
  /** Ends a conversation's reply in words and calls a person. */
  readonly giveUp: (conversationId: string) => Promise<void>;
  readonly telemetry: Telemetry;
}

/**
 * Ends in words what the queue has given up: an apology, `finish`, and a person is called. What can't be ended stays on the
 * dead-letter queue and is tried again.
 */
export async function closeTurns(
  { giveUp, telemetry }: Closing,
  { Records: records }: Pick<SQSEvent, 'Records'>,
): Promise<SQSBatchResponse> {
  const failed: { itemIdentifier: string }[] = [];
  for (const { body, messageId } of records) {
    const doorbell = readDoorbell(body);
    if (doorbell === undefined) {
      // No conversation waits for it; on the queue it would only stand in the way.
      telemetry.report({ type: 'fault', where: 'doorbell', error: `Not a doorbell's message: ${messageId}` });
      continue;
    }
    const { conversationId } = doorbell;
    try {
      await giveUp(conversationId);
    } catch (error) {
      telemetry.report(fault(CAUGHT.closeTurn, error, conversationId));
      failed.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures: failed };
}
