import {
  TransactWriteItemsCommand,
  TransactionCanceledException,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { JsonObject, StoredObject } from '@agentic-service-bot/bot/definition';
import type { Objects } from '@agentic-service-bot/bot/ports';
import { retryConflicts } from './again.ts';
import { keyText, partition, prefixOf } from './key-text.ts';
import { pack, unpack } from './packed.ts';
import type { Retention } from './retention.ts';
import { ReadTogether } from './read-together.ts';
import { checked, marshal, type Expression, type Item, type Table } from './table.ts';

const objectKey = (customerId: string, kind: string, id: string) => ({
  customerId: partition(customerId),
  item: keyText('object', kind, id),
});
const markKey = (customerId: string, effect: string) => ({
  customerId: partition(customerId),
  item: keyText('effect', effect),
});

/** Comes behind all that a key's text goes on with. */
const BEHIND = '\u{10ffff}';

const IS_NEW: Expression = { text: 'attribute_not_exists(#item)' };

/** The customers' objects in DynamoDB, and the marks of writes that must happen once, in the customer's partition. */
export class DynamoObjects implements Objects {
  readonly #client: DynamoDBClient;
  readonly #table: Table;
  readonly #retention: Retention;
  readonly #id: () => string;
  readonly #lists = new ReadTogether((customerId, kinds) => this.#read(customerId, kinds));

  /** @param retention of the marks: as long as the ledger that they belong to. */
  constructor(client: DynamoDBClient, table: Table, retention: Retention, id: () => string) {
    this.#client = client;
    this.#table = table;
    this.#retention = retention;
    this.#id = id;
  }

  async get(customerId: string, kind: string, id: string): Promise<StoredObject | undefined> {
    const item = await this.#table.get(objectKey(customerId, kind, id), { consistent: true });
    return item && objectOf(item);
  }

  async list(customerId: string, kind: string): Promise<readonly StoredObject[]> {
    const objects = await this.#lists.read(customerId, kind);
    return objects
      .filter((object) => object.kind === kind)
      .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
  }

  /** Objects of these kinds, and of those between them. */
  async #read(customerId: string, kinds: readonly string[]): Promise<readonly StoredObject[]> {
    const prefixes = kinds.map((kind) => prefixOf('object', kind)).sort();
    const values = {
      ':customer': partition(customerId),
      ':first': prefixes[0] ?? '',
      ':last': `${prefixes.at(-1) ?? ''}${BEHIND}`,
    };
    const key = { text: '#customerId = :customer AND #item BETWEEN :first AND :last', values };
    return (await this.#table.query({ key, consistent: true })).map(objectOf);
  }

  async write(
    customerId: string,
    kind: string,
    id: string,
    expected: number,
    data: JsonObject | null,
    now: Date,
    effect?: string,
  ): Promise<'written' | 'conflict' | 'repeated'> {
    const key = objectKey(customerId, kind, id);
    const write = {
      key,
      expected,
      by: this.#id(),
      object: data && { kind, id, data },
      at: now.toISOString(),
    };
    if (effect !== undefined) return this.#writeOnce(write, markKey(customerId, effect));
    const condition = stands(expected);
    const written =
      data === null
        ? await this.#table.delete(key, condition)
        : expected === 0
          ? await this.#table.put(itemOf(write), condition)
          : await this.#table.update(key, changeOf(write), condition);
    // An answer that was lost is asked for again by the client: what stands then is its own.
    return written.written || written.item?.['by'] === write.by ? 'written' : 'conflict';
  }

  async applied(customerId: string, effect: string): Promise<boolean> {
    return (await this.#table.get(markKey(customerId, effect), { consistent: true })) !== undefined;
  }

  /** The write and its mark in one transaction: twice the units of two writes, and only where an action asks for it. */
  async #writeOnce(write: ObjectWrite, mark: Item): Promise<'written' | 'conflict' | 'repeated'> {
    const TableName = this.#table.name;
    const put = { TableName, Item: marshal({ ...mark, ...this.#retention() }), ...checked(IS_NEW) };
    const command = new TransactWriteItemsCommand({
      TransactItems: [{ Put: put }, inTransaction(TableName, write)],
    });
    try {
      await retryConflicts(() => this.#client.send(command));
      return 'written';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const [ofMark, ofObject] = (error.CancellationReasons ?? []).map(
        ({ Code }) => Code === 'ConditionalCheckFailed',
      );
      if (ofMark === true) return 'repeated';
      if (ofObject !== true) throw error;
      // It is not promised that a transaction gives every reason for which it was cancelled.
      return (await this.#table.get(mark, { consistent: true })) === undefined ? 'conflict' : 'repeated';
    }
  }
}

interface ObjectWrite {
  readonly key: Item;
  readonly expected: number;
  readonly by: string;
  /** Null removes. */
  readonly object: Pick<StoredObject, 'kind' | 'id' | 'data'> | null;
  readonly at: string;
}

const stands = (expected: number): Expression =>
  expected === 0 ? IS_NEW : { text: '#version = :expected', values: { ':expected': expected } };

const itemOf = ({ key, by, object, at }: ObjectWrite): Item => ({
  ...key,
  version: 1,
  createdAt: at,
  data: pack(object),
  by,
});

const changeOf = ({ expected, by, object }: ObjectWrite): Expression => ({
  text: 'SET #version = :next, #data = :data, #by = :by',
  values: { ':next': expected + 1, ':data': pack(object), ':by': by },
});

function inTransaction(TableName: string, write: ObjectWrite): TransactWriteItem {
  const condition = stands(write.expected);
  const Key = marshal(write.key);
  if (write.object === null) return { Delete: { TableName, Key, ...checked(condition) } };
  if (write.expected === 0)
    return { Put: { TableName, Item: marshal(itemOf(write)), ...checked(condition) } };
  const change = changeOf(write);
  return { Update: { TableName, Key, UpdateExpression: change.text, ...checked(condition, change) } };
}

const objectOf = ({ version, createdAt, data }: Item): StoredObject => ({
  ...(unpack(data) as Pick<StoredObject, 'kind' | 'id' | 'data'>),
  version: Number(version),
  createdAt: String(createdAt),
});
