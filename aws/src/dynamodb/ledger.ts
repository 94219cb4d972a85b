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
import * as z from 'zod';
import { keyText, partition } from './key-text.ts';
import { pack, unpack } from './packed.ts';
import type { Retention } from './retention.ts';
import type { Item, Table } from './table.ts';

const place = z.tuple([z.string(), z.string()]);

/** The ledger in DynamoDB. */
export class DynamoLedger implements Ledger {
  readonly #table: Table;
  readonly #retention: Retention;

  constructor(table: Table, retention: Retention) {
    this.#table = table;
    this.#retention = retention;
  }

  async intend(record: LedgerRecord): Promise<LedgerRecord> {
    const { outcome, handOff, settledAt, ...intent } = record;
    const put = await this.#table.put(
      {
        ...keyOf(record),
        at: record.at,
        intent: pack(intent),
        outcome: outcome && pack(outcome),
        handOff: handOff === undefined ? undefined : pack(handOff),
        settledAt,
        ...this.#retention(),
      },
      { text: 'attribute_not_exists(#place)' },
    );
    return put.written || put.item === undefined ? record : recordOf(put.item);
  }

  async settle(key: CallKey, { outcome, handOff }: Settlement, settledAt: string): Promise<LedgerRecord> {
    const why = handOff === undefined ? {} : { ':handOff': pack(handOff) };
    const settled = await this.#table.update(
      keyOf(key),
      {
        text: `SET #outcome = :outcome, #settledAt = :settledAt${handOff === undefined ? '' : ', #handOff = :handOff'}`,
        values: { ':outcome': pack(outcome), ':settledAt': settledAt, ...why },
      },
      { text: 'attribute_exists(#place) AND attribute_not_exists(#outcome)' },
    );
    if (settled.item === undefined)
      throw new Error(`Nothing was intended at ${Object.values(keyOf(key)).join(' ')}.`);
    return recordOf(settled.item);
  }

  /** Reads all that the conversation has, for it stands by place and is told by time: this is for audits, not for turns. */
  async ofConversation(conversationId: string, limit: number, cursor?: string): Promise<Page<LedgerRecord>> {
    const key = { text: '#conversationId = :id', values: { ':id': partition(conversationId) } };
    const items = await this.#table.query({ key, consistent: true });
    const [at, after] = decodeCursor(cursor, place) ?? ['', ''];
    const rest = items
      .map((item) => ({ item, at: String(item['at']), place: String(item['place']) }))
      .filter((row) => row.at > at || (row.at === at && row.place > after))
      .sort((a, b) => (a.at === b.at ? (a.place < b.place ? -1 : 1) : a.at < b.at ? -1 : 1));
    return page(
      rest,
      limit,
      (row) => [row.at, row.place],
      (row) => recordOf(row.item),
    );
  }
}

const keyOf = ({ conversationId, turn, step, call }: CallKey) => ({
  conversationId: partition(conversationId),
  place: keyText(turn, step, call),
});

function recordOf(item: Item): LedgerRecord {
  const { intent, outcome, handOff, settledAt } = item;
  return {
    ...(unpack(intent) as LedgerRecord),
    ...(outcome === undefined ? {} : { outcome: unpack(outcome) as Outcome }),
    ...(handOff === undefined ? {} : { handOff: unpack(handOff) as string }),
    ...(settledAt === undefined ? {} : { settledAt: String(settledAt) }),
  };
}
