import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Customer } from '@agentic-service-bot/bot/definition';
import type { LedgerRecord, Log, Timer } from '@agentic-service-bot/bot/ports';
import type { Message } from '@agentic-service-bot/protocol';
import { conversationsOf, ownItems, removeItems, type Holdings } from './dynamodb/customer-items.ts';
import { unpack } from './dynamodb/packed.ts';
import { dynamoStore, type DynamoStore } from './dynamodb/store.ts';
import { Table, type Item } from './dynamodb/table.ts';
import type { EventBridgeScheduler } from './scheduler/scheduler.ts';
import type { TableName } from './tables.ts';

export interface CustomerDataOptions {
  readonly client: DynamoDBClient;
  readonly tables: Readonly<Record<TableName, string>>;
  readonly scheduler: Pick<EventBridgeScheduler, 'ofCustomer' | 'cancel'>;
  readonly now: () => Date;
}

/** Everything that is known of a customer, for them to read. */
export interface CustomerExport {
  readonly customer: Customer;
  readonly objects: readonly unknown[];
  readonly timers: readonly Timer[];
  readonly billing: readonly unknown[];
  readonly conversations: readonly {
    readonly id: string;
    readonly messages: readonly Message[];
    readonly actions: readonly LedgerRecord[];
  }[];
}

/** A limit that is none. */
const ALL = 2 ** 31;

/** All that AWS keeps of a customer: to give it to them, or to remove it. Partition by partition; no table is scanned. */
export class CustomerData {
  readonly #options: CustomerDataOptions;
  readonly #store: DynamoStore;

  constructor(options: CustomerDataOptions) {
    const { client, tables, now } = options;
    const id = () => '';
    this.#options = options;
    this.#store = dynamoStore({ client, tables, now, id, retentionDays: undefined });
  }

  /**
   * Removes everything of a customer, or nothing if the bot is in the middle of a reply to them: what it is about to write would
   * be left behind. What is interrupted is done again by the same call. Says how much there was.
   */
  async erase(customerId: string): Promise<Holdings | 'busy'> {
    const { log, sockets } = this.#store;
    const { scheduler, now } = this.#options;
    for (const id of await this.#conversations(customerId))
      if ((await log.last(id))?.state.reply !== undefined) return 'busy';
    const timers = await scheduler.ofCustomer(customerId);
    for (const { id } of timers) await scheduler.cancel(customerId, id);
    for (const { id } of await sockets.followers(customerId)) await sockets.remove(id);
    const removed = await removeItems(this.#tables(), customerId, now().toISOString().slice(0, 10));
    return timers.length === 0 ? removed : [{ what: 'timers', count: timers.length }, ...removed];
  }

  /** Reads everything of a customer; undefined if there is none of that id. */
  async export(customerId: string): Promise<CustomerExport | undefined> {
    const { customers, log, ledger } = this.#store;
    const customer = await customers.get(customerId);
    if (customer === undefined) return undefined;
    const own = await ownItems(this.#tables(), customerId);
    const contents = (what: string) => (own.get(what) ?? []).map(contentOf);
    const conversations = [];
    for (const id of await this.#conversations(customerId)) {
      const actions = (await ledger.ofConversation(id, ALL)).items;
      conversations.push({ id, messages: await messagesOf(log, id), actions });
    }
    return {
      customer,
      objects: contents('objects'),
      timers: await this.#options.scheduler.ofCustomer(customerId),
      billing: contents('billing records'),
      conversations,
    };
  }

  #conversations(customerId: string): Promise<readonly string[]> {
    return conversationsOf(this.#tables(), customerId);
  }

  #tables() {
    const { client, tables } = this.#options;
    const table = (name: TableName) => new Table(client, tables[name]);
    return {
      messages: table('messages'),
      conversations: table('conversations'),
      ledger: table('ledger'),
      customers: table('customers'),
      counters: table('counters'),
    };
  }
}

const contentOf = ({ data, version, createdAt }: Item): unknown => ({
  ...(unpack(data) as object),
  ...(version === undefined ? {} : { version: Number(version), createdAt: String(createdAt) }),
});

/** A conversation's messages as they stand last, oldest first. */
async function messagesOf(log: Log, conversation: string): Promise<readonly Message[]> {
  const messages = new Map<string, Message>();
  // Newest first: the first one seen of an id is the one that stands.
  for (const { message } of await log.messages(conversation, undefined, ALL))
    if (!messages.has(message.id)) messages.set(message.id, message);
  return [...messages.values()].reverse();
}
