import type { Bot } from '@agentic-service-bot/bot';
import { scheduleSchema } from '@agentic-service-bot/bot/definition';
import type { Timer } from '@agentic-service-bot/bot/ports';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';

/** When to try again while the conversation has another reply open, milliseconds. */
const BUSY_MS = 1_000;
/** What must remain of the function's time for another try, milliseconds. */
const TRY_MS = 10_000;

/** What EventBridge Scheduler sends, as the schedule was set. */
const firing = z.object({
  timer: z.object({
    customerId: z.string(),
    id: z.string(),
    conversationId: z.string(),
    schedule: scheduleSchema,
    timeZone: z.string(),
  }),
  plannedAt: z.iso.datetime(),
});

export interface Clockwork {
  readonly fire: Bot['fire'];
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Begins the replies of routines whose time has come, waiting for an open one to end. What stays busy is left on the queue, which
 * gives it again; so is everything where this throws.
 *
 * @param remainingMs how long the function may still run, milliseconds.
 * @throws if a port fails, or a message is no routine.
 */
export async function runRoutines(
  clockwork: Clockwork,
  { Records: records }: Pick<SQSEvent, 'Records'>,
  remainingMs: () => number,
): Promise<SQSBatchResponse> {
  const busy: { itemIdentifier: string }[] = [];
  for (const { body, messageId } of records) {
    const { timer, plannedAt } = firing.parse(JSON.parse(body));
    if ((await run(clockwork, timer, new Date(plannedAt), remainingMs)) === 'busy')
      busy.push({ itemIdentifier: messageId });
  }
  return { batchItemFailures: busy };
}

async function run(
  { fire, sleep }: Clockwork,
  timer: Timer,
  plannedAt: Date,
  remainingMs: () => number,
): Promise<'done' | 'busy'> {
  while ((await fire(timer, plannedAt)) === 'busy') {
    if (remainingMs() < TRY_MS) return 'busy';
    await sleep(BUSY_MS);
  }
  return 'done';
}
