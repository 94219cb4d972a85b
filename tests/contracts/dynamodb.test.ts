/** What is kept on AWS, on a DynamoDB of this machine. */
import { dynamoStore, type DynamoStore } from '@agentic-service-bot/aws';
import { ManualClock } from '@agentic-service-bot/bot/testing';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { startDynoxide, type Dynoxide } from '../support/aws/dynoxide.ts';
import { createTables, dynamoClient } from '../support/aws/tables.ts';
import { billingContract } from './billing.ts';
import { budgetsContract } from './budgets.ts';
import type { Open } from './contract.ts';
import { conversationsContract } from './conversations.ts';
import { customersContract } from './customers.ts';
import { leasesContract } from './leases.ts';
import { ledgerContract } from './ledger.ts';
import { logContract } from './log.ts';
import { objectsContract } from './objects.ts';
import { pausesContract } from './pauses.ts';
import { requestsContract } from './requests.ts';

let dynoxide: Dynoxide;
let client: DynamoDBClient;

beforeAll(async () => {
  dynoxide = await startDynoxide();
  client = dynamoClient(dynoxide.endpoint);
});

afterAll(async () => {
  client.destroy();
  await dynoxide.stop();
});

/** Opens what `pick` takes of a store on tables of its own; who opens it again shares nothing but the tables. */
const opening =
  <Port>(pick: (store: DynamoStore) => Port): Open<Port> =>
  async () => {
    const tables = await createTables(client);
    const { now } = new ManualClock();
    const open = () => pick(dynamoStore({ client, tables, now, id: randomUUID, retentionDays: 30 }));
    return { port: open(), reopen: async () => open(), close: () => Promise.resolve() };
  };

const the = <Name extends keyof DynamoStore>(name: Name) =>
  opening<DynamoStore[Name]>((store) => store[name]);

const ADAPTER = 'DynamoDB';
logContract(ADAPTER, the('log'));
objectsContract(ADAPTER, the('objects'));
ledgerContract(ADAPTER, the('ledger'));
budgetsContract(ADAPTER, the('budgets'));
conversationsContract(ADAPTER, the('conversations'));
customersContract(ADAPTER, the('customers'));
requestsContract(ADAPTER, the('requests'));
billingContract(ADAPTER, the('billing'));
pausesContract(ADAPTER, the('pauses'));

const QUEUE = 'the queue gives a conversation to one worker at a time, so a lease would save no work';
leasesContract(ADAPTER, the('leases'), {
  'gives a free one to whoever asks, and to nobody else': QUEUE,
  'lets its owner take it again, for longer': QUEUE,
  'gives one that has expired to another': QUEUE,
  'is given back by nobody but its owner': QUEUE,
  'is given to one of those who race for it': QUEUE,
});
