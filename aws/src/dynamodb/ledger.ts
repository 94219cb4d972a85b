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

const cursorPlace = z.tuple([z.string()]);

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

  async ofConversation(conversationId: string, limit: number, cursor?: string): Promise<Page<LedgerRecord>> {
    const [place] = decodeCursor(cursor, cursorPlace) ?? [FIRST];
    const values = { ':id': partition(conversationId), ':place': place };
    const key = { text: '#conversationId = :id AND #place > :place', values };
    const items = await this.#table.query({ key, consistent: true, limit: limit + 1 });
    return page(items, limit, (item) => [String(item['place'])], recordOf);
  }
}

/** Comes before every place. */
const FIRST = ' ';

/** A call's key, by which calls are in order. */
const keyOf = ({ conversationId, turn, step, call }: CallKey) => ({
  conversationId: partition(conversationId),
  place: keyText(turn, padded(step), padded(call)),
});

const DIGITS = 4;
const padded = (count: number): string => String(count).padStart(DIGITS, '0');

function recordOf(item: Item): LedgerRecord {
  const { intent, outcome, handOff, settledAt } = item;
  return {
    ...(unpack(intent) as LedgerRecord),
    ...(outcome === undefined ? {} : { outcome: unpack(outcome) as Outcome }),
    ...(handOff === undefined ? {} : { handOff: unpack(handOff) as string }),
    ...(settledAt === undefined ? {} : { settledAt: String(settledAt) }),
  };
}
