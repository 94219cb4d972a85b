import type { Bot } from '@agentic-service-bot/bot';
import { scheduleSchema } from '@agentic-service-bot/bot/definition';
import type { Telemetry } from '@agentic-service-bot/bot/ports';
import * as z from 'zod';

/** When to try again while the conversation has another reply open, milliseconds. */
const BUSY_MS = 1_000;
/** What must remain of the function's time for another try, milliseconds. */
const TRY_MS = 10_000;
/**
 * How late a timer may fire, milliseconds. EventBridge Scheduler tries again what failed; nobody wants the lights of 7 in
 * the morning at 3 at night.
 */
const GRACE_MS = 60 * 60_000;

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
  readonly telemetry: Telemetry;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Has a routine's reply begun, waiting for an open one to end.
 *
 * @param remainingMs how long the function may still run, milliseconds.
 * @throws if the conversation stays busy, or a port fails: EventBridge Scheduler tries again.
 */
export async function runRoutine(
  { fire, telemetry, now, sleep }: Clockwork,
  event: unknown,
  remainingMs: () => number,
): Promise<void> {
  const { timer, plannedAt: text } = firing.parse(event);
  const plannedAt = new Date(text);
  const { conversationId } = timer;
  if (now().getTime() - plannedAt.getTime() > GRACE_MS) {
    const error = `Not fired, more than an hour late: planned for ${plannedAt.toISOString()}.`;
    return telemetry.report({ type: 'fault', where: 'timer', conversationId, error });
  }
  while ((await fire(timer, plannedAt)) === 'busy') {
    if (remainingMs() < TRY_MS) throw new Error('The conversation stayed busy.');
    await sleep(BUSY_MS);
  }
}
