import type { BillingRecord } from '@agentic-service-bot/bot/definition';
import type { Billing } from '@agentic-service-bot/bot/ports';
import { keyText, partition } from './key-text.ts';
import { pack, unpack } from './packed.ts';
import type { Table } from './table.ts';

const NOTE = 'Demo: no money moves.';

const keyOf = (customerId: string, key: string) => ({
  customerId: partition(customerId),
  item: keyText('bill', key),
});

/** Billing until a business brings its own: it keeps what was ordered, and no money moves. */
export class DynamoDemoBilling implements Billing {
  readonly #table: Table;
  readonly #id: () => string;

  constructor(table: Table, id: () => string) {
    this.#table = table;
    this.#id = id;
  }

  async changePlan(customerId: string, level: string, key: string): Promise<BillingRecord> {
    const record = { reference: `demo_${this.#id()}`, level, note: NOTE };
    const put = await this.#table.put(
      { ...keyOf(customerId, key), data: pack(record) },
      { text: 'attribute_not_exists(#item)' },
    );
    return put.written || put.item === undefined ? record : (unpack(put.item['data']) as BillingRecord);
  }

  async find(customerId: string, key: string): Promise<BillingRecord | undefined> {
    const item = await this.#table.get(keyOf(customerId, key), { consistent: true });
    return item && (unpack(item['data']) as BillingRecord);
  }
}
