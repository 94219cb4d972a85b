import type { BotEvent } from './telemetry.ts';

/** Most causes that are told of an error: a chain of them can be a ring. */
const CAUSES_MAX = 5;
/** Most characters of the stacks. */
const STACK_CHARS = 6_000;

/**
 * What a log says of something that was thrown: its message and those of what caused it, and where they were thrown. Nothing else of
 * it: an error's other fields may hold what people wrote, or a key.
 *
 * @param where what was being done.
 */
export function fault(
  where: string,
  error: unknown,
  conversationId?: string,
): Extract<BotEvent, { type: 'fault' }> {
  const chain = [error];
  for (let last = error; last instanceof Error && last.cause !== undefined && chain.length <= CAUSES_MAX;) {
    last = last.cause;
    chain.push(last);
  }
  const stacks = chain.flatMap((thrown) => (thrown instanceof Error ? [thrown.stack ?? String(thrown)] : []));
  return {
    type: 'fault',
    where,
    ...(conversationId === undefined ? {} : { conversationId }),
    error: chain.map(String).join(', because of '),
    ...(stacks.length === 0 ? {} : { stack: stacks.join('\nbecause of ').slice(0, STACK_CHARS) }),
  };
}
