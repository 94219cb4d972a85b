import { lastSeq, type Log, type LogEntry, type WholeMessage } from '../ports/index.ts';
import { stored, yielded } from './stored.ts';

/** The log in memory. */
export class MemoryLog implements Log {
  readonly #conversations = new Map<string, LogEntry[]>();

  /** All entries of a conversation, for tests to look at. */
  entries(conversationId: string): readonly LogEntry[] {
    return this.#conversations.get(conversationId) ?? [];
  }

  async append(entry: LogEntry): Promise<'appended' | 'taken'> {
    await yielded();
    if (entry.frames.length === 0) throw new Error('An entry without frames takes no number.');
    const entries = this.#conversations.get(entry.conversationId) ?? [];
    const last = entries.at(-1);
    if (entry.seq !== (last === undefined ? 1 : lastSeq(last) + 1)) return 'taken';
    this.#conversations.set(entry.conversationId, [...entries, stored(entry)]);
    return 'appended';
  }

  async last(conversationId: string): Promise<LogEntry | undefined> {
    await yielded();
    const last = this.entries(conversationId).at(-1);
    return last && stored(last);
  }

  async after(conversationId: string, seq: number, limit: number): Promise<readonly LogEntry[]> {
    await yielded();
    return stored(
      this.entries(conversationId)
        .filter((entry) => lastSeq(entry) > seq)
        .slice(0, limit),
    );
  }

  async messages(
    conversationId: string,
    before: number | undefined,
    limit: number,
    after = 0,
  ): Promise<readonly WholeMessage[]> {
    await yielded();
    return stored(
      this.entries(conversationId)
        .flatMap(({ seq, message }) => (message === undefined ? [] : [{ seq, ...message }]))
        .filter(({ from }) => from < (before ?? Infinity) && from > after)
        .sort((a, b) => b.from - a.from || b.seq - a.seq)
        .slice(0, limit),
    );
  }
}
