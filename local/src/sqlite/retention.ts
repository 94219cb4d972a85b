import { query } from './query.ts';
import type { Store } from './store.ts';

/** Most conversations that are removed in one transaction: the bot goes on between two of them. */
const BATCH = 100;

/** What hangs on a conversation, and which rows of it; the list row comes last, for it says what is left to do. */
const PLACES = [
  'DELETE FROM ledger WHERE conversation_id = :id',
  "DELETE FROM effects WHERE customer_id = :customer AND substr(effect, 1, length(:id) + 1) = :id || '/'",
  "DELETE FROM objects WHERE customer_id = :customer AND kind = 'bot:rating' AND substr(id, 1, length(:id) + 1) = :id || '/'",
  'DELETE FROM leases WHERE conversation_id = :id',
  'DELETE FROM rings WHERE conversation_id = :id',
  'DELETE FROM entries WHERE conversation_id = :id',
  'DELETE FROM conversations WHERE id = :id',
] as const;

/**
 * Removes conversations that were last written in before `cutoff`, with their messages and their audit trail; nothing of
 * them is left. One that somebody waits in, a person holds, or the bot is at or about to be at, stays, however old it is: what was
 * accepted is answered first. The list may not know of it yet, but the log does.
 *
 * @returns how many were removed.
 */
export async function removeExpired(
  { database, writer }: Pick<Store, 'database' | 'writer'>,
  cutoff: Date,
  now: Date,
): Promise<number> {
  const expired = query<{ id: string; customer_id: string }>(
    database,
    `SELECT id, customer_id FROM conversations
     WHERE updated_at < :cutoff
       AND json_extract(state, '$.status') IN ('bot', 'closed')
       AND NOT EXISTS (SELECT 1 FROM leases WHERE conversation_id = id AND until > :now)
       AND NOT EXISTS (SELECT 1 FROM rings WHERE conversation_id = id)
       AND NOT EXISTS (SELECT 1 FROM entries WHERE conversation_id = id AND last_seq > conversations.seq)
     LIMIT ${BATCH}`,
  );
  const removals = PLACES.map((sql) => {
    const statement = database.prepare(sql);
    // Not each of them asks whose it was.
    statement.setAllowUnknownNamedParameters(true);
    return statement;
  });
  for (let removed = 0; ;) {
    const batch = await writer.write(() => {
      const rows = expired.all({ cutoff: cutoff.toISOString(), now: now.toISOString() });
      for (const { id, customer_id: customer } of rows) {
        for (const removal of removals) removal.run({ id, customer });
      }
      return rows.length;
    });
    removed += batch;
    if (batch < BATCH) return removed;
  }
}
