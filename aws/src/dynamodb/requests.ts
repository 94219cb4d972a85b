import type { RequestRecord, Requests } from '@agentic-service-bot/bot/ports';
import { keyText, partition } from './key-text.ts';
import { pack, unpack } from './packed.ts';
import { endsAt } from './retention.ts';
import type { Table } from './table.ts';

/** The idempotency keys in DynamoDB, beside what else is the principal's. */
export class DynamoRequests implements Requests {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async claim(
    principalId: string,
    requestId: string,
    record: RequestRecord,
    now: Date,
    expiresAt: Date,
  ): Promise<RequestRecord> {
    const put = await this.#table.put(
      {
        customerId: partition(principalId),
        item: keyText('request', requestId),
        // An item is removed some time after it has ended, and a request id is another one's at that moment.
        until: expiresAt.toISOString(),
        data: pack(record),
        ...endsAt(expiresAt),
      },
      { text: 'attribute_not_exists(#item) OR #until <= :now', values: { ':now': now.toISOString() } },
    );
    return put.written || put.item === undefined ? record : (unpack(put.item['data']) as RequestRecord);
  }
}
