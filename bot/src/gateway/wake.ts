import type { LogEntry } from '../conversation/entry.ts';
import { isLeftUndone } from '../conversation/undone.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Rings for a conversation that somebody looks at while something is left undone in it. Mostly a worker is at it already, and
 * another ring is harmless; where a process died between an entry and its ring, this is the one that was lost.
 */
export async function wake(ports: Ports, last: LogEntry): Promise<void> {
  if (isLeftUndone(last.state)) await ports.inbox.ring(last.conversationId);
}
