import { isLeftUndone } from '@agentic-service-bot/bot';
import type { CustomerRecords, Erased, Holdings } from '@agentic-service-bot/bot/commands';
import type { Customer } from '@agentic-service-bot/bot/definition';
import type { LedgerRecord, Log, LogEntry, RequestRecord, Timer } from '@agentic-service-bot/bot/ports';
import type { Message } from '@agentic-service-bot/protocol';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { conversationsOf, itemsOf, ownItems } from './dynamodb/customer-items.ts';
import { unpack } from './dynamodb/packed.ts';
import { dynamoStore, type DynamoStore } from './dynamodb/store.ts';
import { Table, type Item } from './dynamodb/table.ts';
import type { EventBridgeScheduler } from './scheduler/scheduler.ts';
import { putCustomer } from './seed/put-customer.ts';
import type { TableName } from './tables.ts';

export interface CustomerDataOptions {
  readonly client: DynamoDBClient;
  readonly tables: Readonly<Record<TableName, string>>;
  readonly scheduler: Pick<EventBridgeScheduler, 'ofCustomer' | 'cancel' | 'set'>;
  readonly now: () => Date;
  /** A fresh, unguessable id. */
  readonly id: () => string;
  /** Waits until what was under way when it was called has most likely come to its end. */
  readonly settle: () => Promise<void>;
  /** Told how far a long command has come. */
  readonly tell: (line: string) => void;
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

/** Counters that have ended are removed by DynamoDB within a few days: so many days back they may still be there. */
const COUNTER_DAYS = 7;
const DAY_MS = 24 * 60 * 60_000;

/** Most times that an erasure looks again for what has come in meanwhile. */
const PASSES_MAX = 3;

/** In how many steps it is told how far a command has come, and of how many parts it is at least. */
const STEPS = 10;
const PARTS_MIN = 2 * STEPS;

/**
 * All that AWS keeps of customers: to change it, to give it to them, to remove it. Partition by partition; no table is scanned. What
 * is cut short is finished by the same call.
 */
export class CustomerData implements CustomerRecords {
  readonly #options: CustomerDataOptions;
  readonly #store: DynamoStore;

  constructor(options: CustomerDataOptions) {
    const { client, tables, now, id } = options;
    this.#options = options;
    this.#store = dynamoStore({ client, tables, now, id, retentionDays: undefined });
  }

  get(id: string): Promise<Customer | undefined> {
    return this.#store.customers.get(id);
  }

  put(customer: Customer): Promise<void> {
    return this.#store.customers.put(customer);
  }

  async import(...[lines, complete]: Parameters<CustomerRecords['import']>): Promise<void> {
    const { scheduler, now } = this.#options;
    for (const [index, line] of lines.entries()) {
      const customer = complete(line, await this.get(line.id));
      await putCustomer({ ...this.#store, scheduler, now }, customer);
      this.#tell('customers', index + 1, lines.length);
    }
  }

  async holdings(customerId: string): Promise<Holdings> {
    const { sockets } = this.#store;
    const { scheduler } = this.#options;
    const counts = new Counts();
    counts.add('timers', (await scheduler.ofCustomer(customerId)).length);
    counts.add('connections', (await sockets.followers(customerId)).length);
    const conversations = await this.#conversations(customerId);
    for await (const { what, keys } of this.#items(customerId, conversations)) counts.add(what, keys.length);
    return counts.all;
  }

  /**
   * Removes everything of a customer, unless the bot has something to say to them: what it is about to write would be left behind.
   * A function that had read something before it was gone may still write: so it is looked again, a moment later.
   */
  async erase(customerId: string): Promise<Erased> {
    const counts = new Counts();
    const known = new Map<string, LogEntry | undefined>();
    for (let pass = 1; pass <= PASSES_MAX; pass += 1) {
      const found = await this.#conversations(customerId);
      if ([...found.values()].some((last) => last !== undefined && isLeftUndone(last.state)))
        return { removed: counts.all, isBusy: true };
      for (const [id, last] of found) known.set(id, last);
      if (!(await this.#removeAll(customerId, known, counts))) break;
      await this.#options.settle();
    }
    return { removed: counts.all, isBusy: false };
  }

  /** Removes what there is now; whether there was anything. */
  async #removeAll(customerId: string, conversations: Conversations, counts: Counts): Promise<boolean> {
    const { scheduler } = this.#options;
    const before = counts.total;
    const timers = await scheduler.ofCustomer(customerId);
    for (const { id } of timers) await scheduler.cancel(customerId, id);
    counts.add('timers', timers.length);
    counts.add('connections', await this.#store.sockets.forget(customerId));
    let done = 0;
    for await (const { what, table, keys } of this.#items(customerId, conversations)) {
      await table.deleteAll(keys);
      counts.add(what, keys.length);
      if (what === 'conversations') this.#tell(what, (done += 1), conversations.size);
    }
    return counts.total > before;
  }

  async export(customerId: string): Promise<CustomerExport | undefined> {
    const { customers, log, ledger } = this.#store;
    const customer = await customers.get(customerId);
    if (customer === undefined) return undefined;
    const own = await ownItems(this.#tables(), customerId);
    const contents = (what: string) => (own.get(what) ?? []).map(contentOf);
    const conversations = [];
    for (const id of (await this.#conversations(customerId)).keys()) {
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

  /**
   * A customer's conversations with their last entries. One that was begun when a function died may be in no list yet: the request
   * that began it names it, for a day.
   */
  async #conversations(customerId: string): Promise<Conversations> {
    const tables = this.#tables();
    const listed = new Set(await conversationsOf(tables, customerId));
    const requests = (await ownItems(tables, customerId)).get('request ids') ?? [];
    const named = requests.map(({ data }) => (unpack(data) as RequestRecord).conversationId);
    const found = new Map<string, LogEntry | undefined>();
    for (const id of new Set([...listed, ...named])) {
      const last = await this.#store.log.last(id);
      // Operators' requests name the conversations of others.
      if (last === undefined ? listed.has(id) : last.state.customerId === customerId) found.set(id, last);
    }
    return found;
  }

  #items(customerId: string, conversations: Conversations) {
    const days = Array.from({ length: COUNTER_DAYS }, (_, back) =>
      new Date(this.#options.now().getTime() - back * DAY_MS).toISOString().slice(0, 10),
    );
    const counters = [
      `messages/${customerId}`,
      `joins/${customerId}`,
      ...days.map((day) => `tokens/${customerId}/${day}`),
      ...[...conversations].flatMap(([id, last]) =>
        last?.state.waitingSince === undefined ? [] : [`alert/${id}/${last.state.waitingSince}`],
      ),
    ];
    return itemsOf(this.#tables(), customerId, [...conversations.keys()], counters);
  }

  #tell(what: string, done: number, all: number): void {
    if (all >= PARTS_MIN && done < all && done % Math.ceil(all / STEPS) === 0)
      this.#options.tell(`  ${done} of ${all} ${what}`);
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

/** Conversations with their last entries; undefined: it is listed, and its log is gone. */
type Conversations = ReadonlyMap<string, LogEntry | undefined>;

/** How much there is of each kind. */
class Counts {
  readonly #counts = new Map<string, number>();

  add(what: string, more: number): void {
    if (more > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + more);
  }

  get all(): Holdings {
    return [...this.#counts].map(([what, count]) => ({ what, count }));
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
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
