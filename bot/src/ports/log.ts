import type { LogEntry, WholeMessage } from '../conversation/entry.ts';

/** The numbered entries of each conversation. It is the lock: who appends first at a number has it. */
export interface Log {
  /**
   * Appends the entry if its `seq` is the next one of its conversation, durably: what is `appended` survives a
   * power cut. `taken`: another entry stands there, and nothing was written.
   */
  append(entry: LogEntry): Promise<'appended' | 'taken'>;
  /** The last entry, read consistently; undefined if the conversation does not exist. */
  last(conversationId: string): Promise<LogEntry | undefined>;
  /** Entries that have a frame numbered above `seq`, in order, at most `limit`. */
  after(conversationId: string, seq: number, limit: number): Promise<readonly LogEntry[]>;
  /**
   * The whole messages whose `from` is below `before` (undefined: all) and above `after`, at most `limit`, newest `from` first;
   * of versions with the same `from` the later one comes first. A store need not read what else is in their entries.
   */
  messages(
    conversationId: string,
    before: number | undefined,
    limit: number,
    after?: number,
  ): Promise<readonly WholeMessage[]>;
}
