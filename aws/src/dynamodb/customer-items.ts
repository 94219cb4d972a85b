import { PROFILE } from './customers.ts';
import { partition } from './key-text.ts';
import type { Item, Table } from './table.ts';

/** The tables in which something of a customer stands. */
export interface CustomerTables {
  readonly messages: Table;
  readonly conversations: Table;
  readonly ledger: Table;
  readonly customers: Table;
  readonly counters: Table;
}

/** How much there was of each kind. */
export type Holdings = readonly { readonly what: string; readonly count: number }[];

/** What the items of a customer's own partition are, by the first part of their key. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['object', 'objects'],
  ['effect', 'marks of effects'],
  ['bill', 'billing records'],
  ['request', 'request ids'],
]);

/** A customer's conversations. The index may be a moment behind. */
export async function conversationsOf(
  { conversations }: Pick<CustomerTables, 'conversations'>,
  customerId: string,
): Promise<readonly string[]> {
  const values = { ':customer': partition(customerId) };
  const items = await conversations.query({
    index: 'byCustomer',
    key: { text: '#customerId = :customer', values },
  });
  return items.map((item) => String(item['conversationId']));
}

/** The items of a customer's own partition, by what they are. */
export async function ownItems(
  { customers }: Pick<CustomerTables, 'customers'>,
  customerId: string,
): Promise<ReadonlyMap<string, readonly Item[]>> {
  const values = { ':customer': partition(customerId) };
  const items = await customers.query({
    key: { text: '#customerId = :customer', values },
    consistent: true,
  });
  return Map.groupBy(items, (own) => {
    const item = String(own['item']);
    if (item === PROFILE) return 'customer';
    const [kind = ''] = JSON.parse(item) as string[];
    return KINDS.get(kind) ?? kind;
  });
}

/**
 * Removes all items of a customer, partition by partition; the profile last, so that what is interrupted can be done again.
 *
 * @param day today in UTC, `2026-05-04`: the counters of other days have ended.
 */
export async function removeItems(
  tables: CustomerTables,
  customerId: string,
  day: string,
): Promise<Holdings> {
  const conversations = await conversationsOf(tables, customerId);
  const counts = new Map<string, number>();
  const count = (what: string, more: number) => counts.set(what, (counts.get(what) ?? 0) + more);
  for (const conversationId of conversations) {
    count('actions in the ledger', await empty(tables.ledger, conversationId, 'place'));
    count('log entries', await empty(tables.messages, conversationId, 'seq'));
    await tables.conversations.delete({ conversationId });
  }
  count('conversations', conversations.length);
  const counters = [`messages/${customerId}`, `tokens/${customerId}/${day}`].map(partition);
  for (const counter of counters) {
    const removed = await tables.counters.delete({ counter });
    count('counters', removed.item === undefined ? 0 : 1);
  }
  const own = await ownItems(tables, customerId);
  for (const what of [...own.keys()].sort((a) => (a === 'customer' ? 1 : -1))) {
    const id = partition(customerId);
    const keys = (own.get(what) ?? []).map((item) => ({ customerId: id, item: String(item['item']) }));
    await tables.customers.deleteAll(keys);
    count(what, keys.length);
  }
  return [...counts].map(([what, n]) => ({ what, count: n })).filter(({ count: n }) => n > 0);
}

/** Removes all that a conversation has in a table. */
async function empty(table: Table, conversationId: string, sortKey: 'seq' | 'place'): Promise<number> {
  const key = { text: '#conversationId = :id', values: { ':id': conversationId } };
  let removed = 0;
  for await (const items of table.pages({ key, consistent: true })) {
    await table.deleteAll(
      items.map((item) => ({
        conversationId,
        [sortKey]: sortKey === 'seq' ? Number(item[sortKey]) : String(item[sortKey]),
      })),
    );
    removed += items.length;
  }
  return removed;
}
