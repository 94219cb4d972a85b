import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall, type NativeAttributeValue } from '@aws-sdk/util-dynamodb';
import { retryConflicts, untilNoneAreLeft } from './again.ts';

export type Item = Readonly<Record<string, NativeAttributeValue>>;

/** An expression whose names are written `#name`, with a value for each `:value`. */
export interface Expression {
  readonly text: string;
  readonly values?: Item;
}

/** What became of a write that had a condition. `item`: what stands instead, if anything does. */
export type Written = { readonly written: true; readonly item?: Item } | Refused;
export interface Refused {
  readonly written: false;
  readonly item: Item | undefined;
}

/** What is read of a partition. */
export interface Range {
  /** On the keys of the table, or of `index`. */
  readonly key: Expression;
  readonly index?: string;
  readonly descending?: boolean;
  readonly consistent?: boolean;
  /** Most items that are read. */
  readonly limit?: number;
}

/** No page has so many items. A limit that is none is more than a request may name. */
const PAGE_MAX = 1_048_576;
/** Most items that one request may write, or read by key. */
const WRITES_MAX = 25;
const READS_MAX = 100;

/** One table, spoken to in plain values. Undefined attributes are left out. What throttles is tried again by the client. */
export class Table {
  readonly name: string;
  readonly #client: DynamoDBClient;

  constructor(client: DynamoDBClient, name: string) {
    this.#client = client;
    this.name = name;
  }

  async get(key: Item, { consistent }: { readonly consistent: boolean }): Promise<Item | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.name, Key: marshal(key), ConsistentRead: consistent }),
    );
    return Item && unmarshall(Item);
  }

  /** Puts an item, if the condition holds for what stands under its key. */
  async put(item: Item, condition?: Expression): Promise<Written> {
    return this.#write(() =>
      this.#client.send(
        new PutItemCommand({
          TableName: this.name,
          Item: marshal(item),
          ...(condition === undefined ? {} : checked(condition)),
        }),
      ),
    );
  }

  /** Changes an item, if the condition holds; `item` is what it is then. */
  async update(key: Item, change: Expression, condition?: Expression): Promise<Written> {
    return this.#write(() =>
      this.#client.send(
        new UpdateItemCommand({
          TableName: this.name,
          Key: marshal(key),
          UpdateExpression: change.text,
          ReturnValues: 'ALL_NEW',
          ...(condition === undefined ? attributes(change) : checked(condition, change)),
        }),
      ),
    );
  }

  /** Removes an item, if the condition holds; `item` is what was there. */
  async delete(key: Item, condition?: Expression): Promise<Written> {
    return this.#write(() =>
      this.#client.send(
        new DeleteItemCommand({
          TableName: this.name,
          Key: marshal(key),
          ReturnValues: 'ALL_OLD',
          ...(condition === undefined ? {} : checked(condition)),
        }),
      ),
    );
  }

  /** Reads part of a partition, in order. */
  async query(range: Range): Promise<readonly Item[]> {
    const items: Item[] = [];
    for await (const page of this.pages(range)) items.push(...page);
    return items;
  }

  /** The same in pages of at most a megabyte, or of `pageSize` items. */
  async *pages(range: Range, pageSize?: number): AsyncGenerator<readonly Item[]> {
    let left = range.limit ?? Infinity;
    let start: Record<string, AttributeValue> | undefined;
    while (left > 0) {
      const limit = Math.min(left, pageSize ?? Infinity);
      const { Items = [], LastEvaluatedKey } = await this.#client.send(
        new QueryCommand({
          TableName: this.name,
          KeyConditionExpression: range.key.text,
          ...attributes(range.key),
          ...(range.index === undefined ? {} : { IndexName: range.index }),
          ScanIndexForward: range.descending !== true,
          ConsistentRead: range.consistent === true,
          ...(limit > PAGE_MAX ? {} : { Limit: limit }),
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      left -= Items.length;
      yield Items.map((item) => unmarshall(item));
      if (LastEvaluatedKey === undefined) return;
      start = LastEvaluatedKey;
    }
  }

  /** The items of these keys that exist, in no order; not read consistently. */
  async getAll(keys: readonly Item[]): Promise<readonly Item[]> {
    const batches = await Promise.all(
      batched(keys, READS_MAX).map(async (batch) => {
        const items: Item[] = [];
        await untilNoneAreLeft(batch.map(marshal), async (left) => {
          const read = await this.#client.send(
            new BatchGetItemCommand({ RequestItems: { [this.name]: { Keys: left } } }),
          );
          items.push(...(read.Responses?.[this.name] ?? []).map((item) => unmarshall(item)));
          return read.UnprocessedKeys?.[this.name]?.Keys ?? [];
        });
        return items;
      }),
    );
    return batches.flat();
  }

  /** Removes the items of these keys, whatever they are. */
  async deleteAll(keys: readonly Item[]): Promise<void> {
    for (const batch of batched(keys, WRITES_MAX)) {
      const requests: WriteRequest[] = batch.map((key) => ({ DeleteRequest: { Key: marshal(key) } }));
      await untilNoneAreLeft(requests, async (left) => {
        const { UnprocessedItems } = await this.#client.send(
          new BatchWriteItemCommand({ RequestItems: { [this.name]: left } }),
        );
        return UnprocessedItems?.[this.name] ?? [];
      });
    }
  }

  async #write(
    send: () => Promise<{ readonly Attributes?: Record<string, AttributeValue> | undefined }>,
  ): Promise<Written> {
    try {
      const { Attributes } = await retryConflicts(send);
      return { written: true, ...(Attributes === undefined ? {} : { item: unmarshall(Attributes) }) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { written: false, item: error.Item && unmarshall(error.Item) };
    }
  }
}

/** Names and values of an expression, as a request takes them. */
function attributes({ text, values = {} }: Expression) {
  const names = new Set(text.match(/#\w+/gu));
  return {
    ...(names.size === 0
      ? {}
      : { ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [name, name.slice(1)])) }),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: marshal(values) }),
  };
}

/** A condition as a request takes it, with what the change beside it names. What stands comes back with a refusal, at no cost. */
export const checked = (condition: Expression, change: Expression = { text: '' }) => ({
  ConditionExpression: condition.text,
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  ...attributes({
    text: `${condition.text} ${change.text}`,
    values: { ...change.values, ...condition.values },
  }),
});

export const marshal = (item: Item): Record<string, AttributeValue> =>
  marshall(item, { removeUndefinedValues: true });

const batched = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
