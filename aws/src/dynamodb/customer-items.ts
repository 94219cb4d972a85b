import { PROFILE } from './customers.ts';
import { partition } from './key-text.ts';
import type { Item, Table } from './table.ts';

/** The tables in which something of a customer stands, beside the open sockets. */
export interface CustomerTables {
  readonly messages: Table;
  readonly conversations: Table;
  readonly ledger: Table;
  readonly customers: Table;
  readonly counters: Table;
}

/** Items of a customer in one table. */
export interface Found {
  readonly what: string;
  readonly table: Table;
  readonly keys: readonly Item[];
}

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
 * Finds all items of a customer, partition by partition, no more than a page at a time: what hangs on a conversation before it,
 * and last who they are. So whoever removes what comes, as it comes, can begin again wherever that was cut short.
 *
 * @param conversations and counters that may be theirs; those that are not there are left out.
 */
export async function* itemsOf(
  tables: CustomerTables,
  customerId: string,
  conversations: readonly string[],
  counters: readonly string[],
): AsyncGenerator<Found> {
  const counted = await tables.counters.getAll(
    [...new Set(counters)].map((key) => ({ counter: partition(key) })),
  );
  yield { what: 'counters', table: tables.counters, keys: keysOf(counted, 'counter') };
  for (const id of conversations) {
    const key = { text: '#conversationId = :id', values: { ':id': partition(id) } };
    const parts = [
      ['actions in the ledger', tables.ledger, 'place'],
      ['log entries', tables.messages, 'seq'],
    ] as const;
    for (const [what, table, sortKey] of parts) {
      for await (const items of table.pages({ key, consistent: true }))
        yield { what, table, keys: keysOf(items, 'conversationId', sortKey) };
    }
    const listed = await tables.conversations.query({ key, consistent: true });
    yield { what: 'conversations', table: tables.conversations, keys: keysOf(listed, 'conversationId') };
  }
  const own = await ownItems(tables, customerId);
  const isProfile = (what: string) => Number(what === 'customer');
  for (const [what, items] of [...own].sort(([a], [b]) => isProfile(a) - isProfile(b)))
    yield { what, table: tables.customers, keys: keysOf(items, 'customerId', 'item') };
}

/** The keys of items, whose attributes these are. */
const keysOf = (items: readonly Item[], ...attributes: readonly string[]): Item[] =>
  items.map((item) => Object.fromEntries(attributes.map((name) => [name, item[name] as string | number])));
