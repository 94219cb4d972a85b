import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Ports } from '@agentic-service-bot/bot/ports';
import type { TableName } from '../tables.ts';
import { DynamoDemoBilling } from './billing.ts';
import { DynamoBudgets } from './budgets.ts';
import { DynamoConnections } from './connections.ts';
import { DynamoConversations } from './conversations.ts';
import { DynamoCustomers } from './customers.ts';
import { queueIsTheLease } from './leases.ts';
import { DynamoLedger } from './ledger.ts';
import { DynamoLog } from './log.ts';
import { DynamoObjects } from './objects.ts';
import { DynamoPauses } from './pauses.ts';
import { DynamoRequests } from './requests.ts';
import { retention } from './retention.ts';
import { Table } from './table.ts';

/** The tables' names in the account, as far as a function knows them. */
export type TableNames = Readonly<Partial<Record<TableName, string>>>;

export interface DynamoStoreOptions {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
  readonly now: () => Date;
  /** A fresh, unguessable id. */
  readonly id: () => string;
  /** Days after which what was said and done ends; undefined: never. */
  readonly retentionDays: number | undefined;
}

/** All that is kept on AWS: the ports that store, in DynamoDB. */
export interface DynamoStore extends Pick<
  Ports,
  | 'log'
  | 'conversations'
  | 'customers'
  | 'requests'
  | 'ledger'
  | 'leases'
  | 'budgets'
  | 'objects'
  | 'billing'
  | 'pauses'
> {
  /** Which sockets are open; to reach them is the management API's. */
  readonly sockets: DynamoConnections;
}

/** Opens the store; a port whose table has no name here throws when it is used. */
export function dynamoStore({ client, tables, now, id, retentionDays }: DynamoStoreOptions): DynamoStore {
  const table = (name: TableName): Table =>
    new Table(client, tables[name] ?? `(the table ${name} is not set)`);
  const keep = retention(retentionDays, now);
  const customers = table('customers');
  return {
    log: new DynamoLog(table('messages'), keep, id),
    conversations: new DynamoConversations(table('conversations'), keep),
    customers: new DynamoCustomers(customers),
    requests: new DynamoRequests(customers),
    ledger: new DynamoLedger(table('ledger'), keep),
    leases: queueIsTheLease,
    budgets: new DynamoBudgets(table('counters')),
    objects: new DynamoObjects(client, customers, keep, id),
    billing: new DynamoDemoBilling(customers, id),
    pauses: new DynamoPauses(table('pauses')),
    sockets: new DynamoConnections(table('connections'), now),
  };
}
