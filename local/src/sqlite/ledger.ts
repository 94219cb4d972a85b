import type { Outcome } from '@agentic-service-bot/bot/definition';
import {
  decodeCursor,
  page,
  type CallKey,
  type Ledger,
  type LedgerRecord,
  type Page,
  type Settlement,
} from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

interface Row {
  readonly turn: string;
  readonly step: number;
  readonly call: number;
  readonly intent: string;
  readonly outcome: string | null;
  readonly handOff: string | null;
  readonly settledAt: string | null;
}

const place = z.tuple([z.string(), z.number(), z.number()]);

const recordOf = ({ intent, outcome, handOff, settledAt }: Row): LedgerRecord => ({
  ...(JSON.parse(intent) as LedgerRecord),
  ...(outcome === null ? {} : { outcome: JSON.parse(outcome) as Outcome }),
  ...(handOff === null ? {} : { handOff }),
  ...(settledAt === null ? {} : { settledAt }),
});

/** The ledger in SQLite. */
export class SqliteLedger implements Ledger {
  readonly #writer: Writer;
  readonly #intend: Query<never>;
  readonly #get: Query<Row>;
  readonly #settle: Query<never>;
  readonly #ofConversation: Query<Row>;

  constructor(database: DatabaseSync, writer: Writer) {
    this.#writer = writer;
    const columns = 'turn, step, call, intent, outcome, hand_off AS handOff, settled_at AS settledAt';
    const key = 'conversation_id = ? AND turn = ? AND step = ? AND call = ?';
    this.#intend = query(
      database,
      `INSERT INTO ledger (conversation_id, turn, step, call, customer_id, at, intent, outcome, hand_off, settled_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (conversation_id, turn, step, call) DO NOTHING`,
    );
    this.#get = query(database, `SELECT ${columns} FROM ledger WHERE ${key}`);
    this.#settle = query(
      database,
      `UPDATE ledger SET outcome = ?, hand_off = ?, settled_at = ? WHERE ${key} AND outcome IS NULL`,
    );
    this.#ofConversation = query(
      database,
      `SELECT ${columns} FROM ledger WHERE conversation_id = ? AND (turn, step, call) > (?, ?, ?)
       ORDER BY turn, step, call LIMIT ?`,
    );
  }

  async intend(record: LedgerRecord): Promise<LedgerRecord> {
    const { outcome, handOff, settledAt, ...intent } = record;
    return this.#writer.write(() => {
      this.#intend.run(
        ...keyOf(record),
        record.customerId,
        record.at,
        JSON.stringify(intent),
        outcome === undefined ? null : JSON.stringify(outcome),
        handOff ?? null,
        settledAt ?? null,
      );
      return this.#standing(record);
    });
  }

  async settle(key: CallKey, { outcome, handOff }: Settlement, settledAt: string): Promise<LedgerRecord> {
    return this.#writer.write(() => {
      this.#settle.run(JSON.stringify(outcome), handOff ?? null, settledAt, ...keyOf(key));
      return this.#standing(key);
    });
  }

  async ofConversation(conversationId: string, limit: number, cursor?: string): Promise<Page<LedgerRecord>> {
    const [turn, step, call] = decodeCursor(cursor, place) ?? ['', 0, 0];
    const rows = this.#ofConversation.all(conversationId, turn, step, call, limit + 1);
    return page(rows, limit, (row) => [row.turn, row.step, row.call], recordOf);
  }

  #standing(key: CallKey): LedgerRecord {
    const row = this.#get.get(...keyOf(key));
    if (row === undefined) throw new Error(`Nothing was intended at ${keyOf(key).join('/')}.`);
    return recordOf(row);
  }
}

const keyOf = ({ conversationId, turn, step, call }: CallKey) => [conversationId, turn, step, call] as const;
