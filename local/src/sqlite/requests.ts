import type { RequestRecord, Requests } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

/** The idempotency keys in SQLite. */
export class SqliteRequests implements Requests {
  readonly #writer: Writer;
  readonly #claim: Query<never>;
  readonly #get: Query<{ readonly record: string }>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    this.#claim = query(
      database,
      `INSERT INTO requests (principal_id, request_id, record, expires_at)
       VALUES (:principal, :request, :record, :expiresAt)
       ON CONFLICT (principal_id, request_id) DO UPDATE SET
         record = excluded.record, expires_at = excluded.expires_at
       WHERE requests.expires_at <= :now`,
    );
    this.#get = query(database, 'SELECT record FROM requests WHERE principal_id = ? AND request_id = ?');
  }

  async claim(
    principalId: string,
    requestId: string,
    record: RequestRecord,
    now: Date,
    expiresAt: Date,
  ): Promise<RequestRecord> {
    return this.#writer.write(() => {
      this.#claim.run({
        principal: principalId,
        request: requestId,
        record: JSON.stringify(record),
        expiresAt: expiresAt.toISOString(),
        now: now.toISOString(),
      });
      const row = this.#get.get(principalId, requestId);
      return row === undefined ? record : (JSON.parse(row.record) as RequestRecord);
    });
  }
}
