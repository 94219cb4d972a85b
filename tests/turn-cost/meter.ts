import type { Ports } from '@agentic-service-bot/bot/ports';
import { dynamoClient } from '../support/aws/tables.ts';
import {
  ConditionalCheckFailedException,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  TABLES,
  type IndexDefinition,
  type TableDefinition,
  type TableName,
} from '@agentic-service-bot/aws/tables';
import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';

/** What one access pattern has cost. */
export interface Cost {
  readonly pattern: string;
  readonly requests: number;
  /** Requests that a condition refused: they cost what they would have written. */
  readonly refused: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

interface Consumed {
  readonly CapacityUnits?: number | undefined;
}

const WRITES = new Set([
  'PutItemCommand',
  'UpdateItemCommand',
  'DeleteItemCommand',
  'TransactWriteItemsCommand',
]);

/** Counts the units that a DynamoDB client consumes, by what it was asked for. */
export class Meter {
  readonly #pattern = new AsyncLocalStorage<string>();
  #costs = new Map<string, Cost>();

  /** Runs something whose requests are counted under this name. */
  under<T>(pattern: string, run: () => T): T {
    return this.#pattern.run(pattern, run);
  }

  /** What was consumed since it was asked last, the dearest first. */
  take(): readonly Cost[] {
    const costs = [...this.#costs.values()];
    this.#costs = new Map();
    return costs.sort((a, b) => b.writeUnits - a.writeUnits || b.readUnits - a.readUnits);
  }

  count(command: string, units: number, refused: boolean): void {
    const pattern = this.#pattern.getStore() ?? command;
    const before = this.#costs.get(pattern) ?? {
      pattern,
      requests: 0,
      refused: 0,
      writeUnits: 0,
      readUnits: 0,
    };
    const isWrite = WRITES.has(command);
    this.#costs.set(pattern, {
      pattern,
      requests: before.requests + 1,
      refused: before.refused + (refused ? 1 : 0),
      writeUnits: before.writeUnits + (isWrite ? units : 0),
      readUnits: before.readUnits + (isWrite ? 0 : units),
    });
  }
}

/**
 * A client that has every request say what it consumed, and the meter that counts it. What puts cost is computed by
 * DynamoDB's rules, for dynoxide says nothing of those that were refused, and counts for each index of a table whether or not
 * the put changes what is in it.
 */
export function meteredClient(endpoint: string): { readonly client: DynamoDBClient; readonly meter: Meter } {
  const client = dynamoClient(endpoint);
  const meter = new Meter();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context['commandName']);
      const isPut = command === 'PutItemCommand';
      Object.assign(args.input, {
        ReturnConsumedCapacity: 'TOTAL',
        ...(isPut ? { ReturnValues: 'ALL_OLD' } : {}),
      });
      const { TableName = '', Item = {} } = args.input as { TableName?: string; Item?: Stored };
      try {
        const result = await next(args);
        const output = result.output as { ConsumedCapacity?: Consumed | Consumed[]; Attributes?: Stored };
        const consumed = [output.ConsumedCapacity ?? []].flat();
        const units = consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
        meter.count(command, isPut ? unitsOfPut(TableName, output.Attributes, Item) : units, false);
        return result;
      } catch (error) {
        // A refused write costs what it would have cost the table.
        if (error instanceof ConditionalCheckFailedException)
          meter.count(command, Math.max(unitsOf(Item), unitsOf(error.Item ?? {})), true);
        throw error;
      }
    },
    { step: 'initialize', name: 'meter' },
  );
  return { client, meter };
}

type Stored = Readonly<Record<string, AttributeValue>>;

/** What a put costs: the larger of what was and what is, and what it changes in each index. */
function unitsOfPut(tableName: string, before: Stored | undefined, after: Stored): number {
  const table = definitionOf(tableName);
  const indexes = Object.values(table.indexes).map((index) => {
    const [old, now] = [before, after].map((item) => item && entryOf(table, index, item));
    if (old === undefined || now === undefined)
      return [old, now].reduce((sum, item) => sum + (item ? unitsOf(item) : 0), 0);
    if (isDeepStrictEqual(old, now)) return 0;
    const moves = [index.partitionKey, index.sortKey].some(
      ({ name }) => !isDeepStrictEqual(old[name], now[name]),
    );
    return moves ? unitsOf(old) + unitsOf(now) : Math.max(unitsOf(old), unitsOf(now));
  });
  return Math.max(unitsOf(before ?? {}), unitsOf(after)) + indexes.reduce((sum, units) => sum + units, 0);
}

/** Physical names end with the table's own, as `createTables` gives them. */
function definitionOf(tableName: string): TableDefinition {
  const name = (Object.keys(TABLES) as TableName[]).find((own) => tableName.endsWith(`-${own}`));
  if (name === undefined) throw new Error(`${tableName} is none of the product's tables.`);
  return TABLES[name];
}

/** What an index holds of an item; undefined if the item lacks a key of it. */
function entryOf(table: TableDefinition, index: IndexDefinition, item: Stored): Stored | undefined {
  const keys = [index.partitionKey, index.sortKey, table.partitionKey, table.sortKey].flatMap(
    (key) => key?.name ?? [],
  );
  if (keys.some((name) => item[name] === undefined)) return undefined;
  const names = typeof index.projected === 'string' ? keys : [...keys, ...index.projected];
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

const UNIT_BYTES = 1_024;

/** What writing an item costs: a unit for each begun kilobyte, at least one. */
const unitsOf = (item: Stored): number => Math.max(1, Math.ceil(sizeOf(item) / UNIT_BYTES));

function sizeOf(item: Stored): number {
  return Object.entries(item).reduce((sum, [name, value]) => {
    if (value.B !== undefined) return sum + Buffer.byteLength(name) + value.B.byteLength;
    if (value.S !== undefined) return sum + Buffer.byteLength(name + value.S);
    if (value.N === undefined) throw new Error(`The size of ${name} is not known.`);
    return sum + Buffer.byteLength(name) + Math.ceil(value.N.length / 2) + 1;
  }, 0);
}

/** Ports whose requests are counted under their name and method, `log.append`. */
export function meteredPorts(ports: Ports, meter: Meter): Ports {
  const entries = Object.entries(ports).map(([name, port]: [string, unknown]) => {
    if (typeof port !== 'object' || port === null) return [name, port];
    const proxy = new Proxy(port, {
      get: (target, key) => {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]): unknown =>
          meter.under(`${name}.${String(key)}`, () => Reflect.apply(method, target, args) as unknown);
      },
    });
    return [name, proxy];
  });
  return Object.fromEntries(entries) as Ports;
}

/** The units of all access patterns together. */
export const totalOf = (costs: readonly Cost[]): Pick<Cost, 'writeUnits' | 'readUnits'> => ({
  writeUnits: costs.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
  readUnits: costs.reduce((sum, { readUnits }) => sum + readUnits, 0),
});
