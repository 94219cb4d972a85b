import type { Message } from '@agentic-service-bot/protocol';
import type { Holdings } from '@agentic-service-bot/bot/commands';
import type { Customer, Json, JsonObject } from '@agentic-service-bot/bot/definition';
import type { LedgerRecord } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { query } from './query.ts';
import type { Store } from './store.ts';

/** A limit that is none. */
const ALL = 2 ** 31;

/** The conversations of a customer as the log has them. */
const CONVERSATIONS = 'SELECT conversation_id FROM entries WHERE customer_id = :customer AND seq = 1';

/** Counters whose key is a prefix that ends with a slash, and one more part: ids may have slashes of their own. */
const countersOf = (prefix: string): string =>
  `(substr(key, 1, length(${prefix})) = ${prefix} AND instr(substr(key, length(${prefix}) + 1), '/') = 0)`;

/**
 * Where everything of a customer stands: what it is called, and which rows are theirs. What hangs on a conversation
 * comes before the log, which says whose that is.
 */
const PLACES: readonly { readonly what: string; readonly table: string; readonly where: string }[] = [
  { what: 'objects', table: 'objects', where: 'customer_id = :customer' },
  { what: 'timers', table: 'timers', where: 'customer_id = :customer' },
  { what: 'actions in the ledger', table: 'ledger', where: 'customer_id = :customer' },
  { what: 'marks of effects', table: 'effects', where: 'customer_id = :customer' },
  { what: 'billing records', table: 'billing', where: 'customer_id = :customer' },
  { what: 'request ids', table: 'requests', where: 'principal_id = :customer' },
  {
    what: 'counters',
    table: 'budgets',
    where: `key IN ('messages/' || :customer, 'joins/' || :customer) OR ${countersOf("'tokens/' || :customer || '/'")}
      OR EXISTS (SELECT 1 FROM (${CONVERSATIONS}) WHERE ${countersOf("'alert/' || conversation_id || '/'")})`,
  },
  { what: 'rings', table: 'rings', where: `conversation_id IN (${CONVERSATIONS})` },
  { what: 'leases', table: 'leases', where: `conversation_id IN (${CONVERSATIONS})` },
  { what: 'conversations', table: 'conversations', where: 'customer_id = :customer' },
  { what: 'log entries', table: 'entries', where: `conversation_id IN (${CONVERSATIONS})` },
  { what: 'customer', table: 'customers', where: 'id = :customer' },
];

/** Counts everything of a customer. */
export function holdingsOf(database: DatabaseSync, customer: string): Holdings {
  return PLACES.map(({ what, table, where }) => {
    const row = database.prepare(`SELECT count(*) AS count FROM ${table} WHERE ${where}`).get({ customer });
    return { what, count: Number(row?.['count']) };
  }).filter(({ count }) => count > 0);
}

/**
 * Removes everything of a customer, or nothing if the bot is working on a conversation of theirs, or is about to: what it will
 * write would be left behind.
 *
 * @param now undefined: no server runs, and leases and rings are what the last one left.
 */
export function eraseCustomer(
  { database, writer }: Pick<Store, 'database' | 'writer'>,
  customer: string,
  now: Date | undefined,
): Promise<Holdings | 'busy'> {
  return writer.write(() => {
    if (now !== undefined && isBusy(database, customer, now)) return 'busy';
    return PLACES.map(({ what, table, where }) => ({
      what,
      count: Number(database.prepare(`DELETE FROM ${table} WHERE ${where}`).run({ customer }).changes),
    })).filter(({ count }) => count > 0);
  });
}

function isBusy(database: DatabaseSync, customer: string, now: Date): boolean {
  const held = database
    .prepare(`SELECT 1 FROM leases WHERE conversation_id IN (${CONVERSATIONS}) AND until > :now`)
    .get({ customer, now: now.toISOString() });
  const rung = database
    .prepare(`SELECT 1 FROM rings WHERE conversation_id IN (${CONVERSATIONS})`)
    .get({ customer });
  return held !== undefined || rung !== undefined;
}

/** Every customer that there is, by id. */
export const customerIds = (database: DatabaseSync): string[] =>
  database
    .prepare('SELECT id FROM customers ORDER BY id')
    .all()
    .map(({ id }) => String(id));

/** Everything that is known of a customer, for them to read. */
export interface CustomerExport {
  readonly customer: Customer;
  readonly objects: readonly JsonObject[];
  readonly timers: readonly JsonObject[];
  readonly billing: readonly JsonObject[];
  readonly conversations: readonly {
    readonly id: string;
    readonly messages: readonly Message[];
    readonly actions: readonly LedgerRecord[];
  }[];
}

/** Reads everything of a customer; undefined if there is none of that id. */
export async function exportCustomer(store: Store, id: string): Promise<CustomerExport | undefined> {
  const { database } = store;
  const customer = await store.customers.get(id);
  if (customer === undefined) return undefined;
  const mine = { customer: id };
  const conversations = query<{ conversation_id: string }>(database, CONVERSATIONS).all(mine);
  return {
    customer,
    objects: query<{ kind: string; id: string; data: string; createdAt: string }>(
      database,
      `SELECT kind, id, data, created_at AS createdAt FROM objects WHERE customer_id = :customer
       ORDER BY position`,
    )
      .all(mine)
      .map((row) => ({ ...row, data: JSON.parse(row.data) as Json })),
    timers: query<{ id: string; schedule: string; timeZone: string }>(
      database,
      'SELECT id, schedule, time_zone AS timeZone FROM timers WHERE customer_id = :customer',
    )
      .all(mine)
      .map((row) => ({ ...row, schedule: JSON.parse(row.schedule) as Json })),
    billing: query<JsonObject>(
      database,
      'SELECT reference, level, note, at FROM billing WHERE customer_id = :customer ORDER BY at',
    ).all(mine),
    conversations: await Promise.all(
      conversations.map(async ({ conversation_id: conversation }) => ({
        id: conversation,
        messages: await messagesOf(store, conversation),
        actions: (await store.ledger.ofConversation(conversation, ALL)).items,
      })),
    ),
  };
}

/** A conversation's messages as they stand last, oldest first. */
async function messagesOf({ log }: Store, conversation: string): Promise<readonly Message[]> {
  const versions = await log.messages(conversation, undefined, ALL);
  // Newest first: the first one seen of an id is the one that stands.
  const messages = new Map<string, Message>();
  for (const { message } of versions) if (!messages.has(message.id)) messages.set(message.id, message);
  return [...messages.values()].reverse();
}
