import type { Log } from '../ports/log.ts';
import { lastSeq, type LogEntry } from './entry.ts';

const PAGE = 100;

/**
 * Looks for an entry among those that were appended after a number. Whoever must append something once asks each time that
 * somebody else was faster; no entry is looked at twice.
 *
 * @returns given the last entry: the one that was looked for, undefined if it is not there.
 */
export function appendedSince(
  log: Log,
  conversationId: string,
  after: number,
  isIt: (entry: LogEntry) => boolean,
): (last: LogEntry | undefined) => Promise<LogEntry | undefined> {
  let seen = after;
  return async (last) => {
    while (last !== undefined && lastSeq(last) > seen) {
      const entries = await log.after(conversationId, seen, PAGE);
      const found = entries.find(isIt);
      if (found !== undefined) return found;
      const end = entries.at(-1);
      if (end === undefined) return undefined;
      seen = lastSeq(end);
    }
    return undefined;
  };
}
