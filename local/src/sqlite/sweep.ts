import type { Store } from './store.ts';

/** Removes what has ended by itself: request ids that are forgotten, and counters that start again. Says how much. */
export function sweep({ database, writer }: Pick<Store, 'database' | 'writer'>, now: Date): Promise<number> {
  return writer.write(() => {
    const ended = now.toISOString();
    const requests = database.prepare('DELETE FROM requests WHERE expires_at <= ?').run(ended);
    const budgets = database.prepare('DELETE FROM budgets WHERE ends_at <= ?').run(ended);
    return Number(requests.changes) + Number(budgets.changes);
  });
}
