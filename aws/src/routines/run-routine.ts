import type { Bot } from '@agentic-service-bot/bot';
import { scheduleSchema } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';

/** When to try again while the conversation has another reply open, milliseconds. */
const BUSY_MS = 1_000;
/** What must remain of the function's time for another try, milliseconds. */
const TRY_MS = 10_000;

/** What EventBridge Scheduler calls with, as the schedule was set. */
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
 * Has a routine's reply begun, waiting for an open one to end.
 *
 * @param remainingMs how long the function may still run, milliseconds.
 * @throws if the conversation stays busy, or a port fails: EventBridge Scheduler tries again.
 */
export async function runRoutine(
  { fire, sleep }: Clockwork,
  event: unknown,
  remainingMs: () => number,
): Promise<void> {
  const { timer, plannedAt } = firing.parse(event);
  while ((await fire(timer, new Date(plannedAt))) === 'busy') {
    if (remainingMs() < TRY_MS) throw new Error('The conversation stayed busy.');
    await sleep(BUSY_MS);
  }
}
