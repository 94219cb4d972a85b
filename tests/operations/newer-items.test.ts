/** A release can be gone back to while what the next one has added stands in the tables: an attribute that it does not know. */
import { dynamoStore, type DynamoStore } from '@agentic-service-bot/aws';
import { ManualClock } from '@agentic-service-bot/bot/testing';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Open } from '../contracts/contract.ts';
import { conversationsContract } from '../contracts/conversations.ts';
import { customersContract } from '../contracts/customers.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { logContract } from '../contracts/log.ts';
import { objectsContract } from '../contracts/objects.ts';
import { startDynoxide, type Dynoxide } from '../support/aws/dynoxide.ts';
import { createTables, dynamoClient } from '../support/aws/tables.ts';

type Item = Record<string, AttributeValue>;

/** What an answer, or an error, may bring of items. */
interface Answer {
  readonly Item?: Item;
  readonly Attributes?: Item;
  readonly Items?: readonly Item[];
  readonly Responses?: Readonly<Record<string, readonly Item[]>> | readonly { readonly Item?: Item }[];
}

let dynoxide: Dynoxide;
let client: DynamoDBClient;
let grown = 0;

function grow(item: Item | undefined): void {
  if (item === undefined) return;
  item['addedLater'] = { S: 'by a newer version' };
  grown += 1;
}

function growAll({ Item, Attributes, Items = [], Responses = {} }: Answer): void {
  for (const item of [Item, Attributes, ...Items]) grow(item);
  for (const found of Object.values(Responses) as (readonly Item[] | { readonly Item?: Item })[]) {
    if (Array.isArray(found)) for (const item of found as readonly Item[]) grow(item);
    else grow((found as { readonly Item?: Item }).Item);
  }
}

beforeAll(async () => {
  dynoxide = await startDynoxide();
  client = dynamoClient(dynoxide.endpoint);
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        const result = await next(args);
        growAll(result.output as Answer);
        return result;
      } catch (error) {
        growAll(error as Answer);
        throw error;
      }
    },
    { step: 'initialize' },
  );
});

afterAll(async () => {
  client.destroy();
  await dynoxide.stop();
});

const the =
  <Name extends keyof DynamoStore>(name: Name): Open<DynamoStore[Name]> =>
  async () => {
    const tables = await createTables(client);
    const { now } = new ManualClock();
    const open = () => dynamoStore({ client, tables, now, id: randomUUID, retentionDays: 30 })[name];
    return { port: open(), reopen: async () => open(), close: () => Promise.resolve() };
  };

const ADAPTER = 'items of a newer version in DynamoDB';
logContract(ADAPTER, the('log'));
objectsContract(ADAPTER, the('objects'));
ledgerContract(ADAPTER, the('ledger'));
conversationsContract(ADAPTER, the('conversations'));
customersContract(ADAPTER, the('customers'));

it('items had more than was written', () => {
  expect(grown).toBeGreaterThan(100);
});
