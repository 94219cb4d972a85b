import type { Ports } from '../ports/ports.ts';
import type { LogEntry } from './entry.ts';
import { lastSeq } from './entry.ts';

/** An entry before it has a place. */
export type Draft = Omit<LogEntry, 'conversationId' | 'seq' | 'at'>;

/**
 * Appends what `decide` makes of the conversation as it stands. If somebody else was faster, `decide` is asked
 * again with what stands then: a decision is always taken on the state that it changes.
 *
 * @param decide given the last entry (undefined: no conversation yet) and the number the new entry would have;
 *   undefined: nothing to append.
 * @param last the last entry as the caller knows it; if it is outdated, that costs one failed write.
 */
export async function change(
  ports: Pick<Ports, 'log' | 'now'>,
  conversationId: string,
  decide: (last: LogEntry | undefined, seq: number) => Draft | undefined | Promise<Draft | undefined>,
  last: LogEntry | undefined,
): Promise<LogEntry | undefined> {
  for (let known = last; ; known = await ports.log.last(conversationId)) {
    const seq = known === undefined ? 1 : lastSeq(known) + 1;
    const draft = await decide(known, seq);
    if (draft === undefined) return undefined;
    const at = ports.now().toISOString();
    const entry = { conversationId, seq, at, ...draft, state: { ...draft.state, updatedAt: at } };
    if ((await ports.log.append(entry)) === 'appended') return entry;
  }
}
