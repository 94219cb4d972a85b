import type { FunctionName } from '@agentic-service-bot/aws/functions';
import type { TableName } from '@agentic-service-bot/aws/tables';

/** What can be done with items of a table. A transaction takes the action of each of its parts. */
export type TableAction = 'BatchGetItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

export interface TableNeeds {
  readonly on?: readonly TableAction[];
  readonly onIndexes?: Readonly<Record<string, readonly TableAction[]>>;
}

/** Reads and appends to logs. */
const LOG: TableNeeds = { on: ['PutItem', 'Query'], onIndexes: { byMessage: ['Query'] } };
/** Keeps a conversation's place in the lists. */
const LISTED: TableNeeds = { on: ['PutItem'] };
const INBOX = { byInbox: ['Query'] } as const;
/** Finds sockets, and forgets those that are gone. */
const SOCKETS: TableNeeds = { on: ['DeleteItem', 'GetItem', 'Query'] };
const COUNTED: TableNeeds = { on: ['PutItem', 'UpdateItem'] };

/** What each function does to each table. The simulated cloud refuses what is missing here, and what nobody uses is taken out. */
export const TABLE_ACTIONS: Readonly<Record<FunctionName, Readonly<Partial<Record<TableName, TableNeeds>>>>> =
  {
    authorize: {},
    connect: {},
    disconnect: { connections: { on: ['DeleteItem', 'GetItem'] } },
    receive: {
      messages: LOG,
      conversations: {
        on: ['BatchGetItem', 'PutItem'],
        onIndexes: { byCustomer: ['Query'], ...INBOX },
      },
      ledger: { on: ['Query'] },
      customers: { on: ['GetItem', 'PutItem', 'UpdateItem'] },
      connections: { on: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'] },
      counters: COUNTED,
    },
    work: {
      messages: LOG,
      conversations: LISTED,
      ledger: { on: ['PutItem', 'UpdateItem'] },
      customers: { on: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'] },
      connections: SOCKETS,
      counters: COUNTED,
      pauses: { on: ['Query'] },
    },
    closeTurn: {
      messages: LOG,
      conversations: LISTED,
      ledger: { on: ['PutItem', 'UpdateItem'] },
      customers: { on: ['GetItem'] },
      connections: SOCKETS,
      pauses: { on: ['Query'] },
    },
    runRoutine: {
      messages: { on: ['PutItem', 'Query'] },
      conversations: LISTED,
      customers: { on: ['GetItem', 'PutItem', 'Query'] },
      connections: SOCKETS,
    },
    dailySummary: {},
    alertOperators: {
      conversations: { on: ['BatchGetItem'], onIndexes: INBOX },
      connections: { on: ['Query'] },
      counters: COUNTED,
    },
    seed: { customers: { on: ['GetItem', 'PutItem', 'UpdateItem'] } },
  };

/** The operations on a table, as CloudWatch names them: each is throttled by itself. */
export function operationsOn(table: TableName): string[] {
  const operations = new Set<string>();
  for (const needs of Object.values(TABLE_ACTIONS)) {
    const { on = [], onIndexes = {} } = needs[table] ?? {};
    for (const action of [...on, ...Object.values(onIndexes).flat()]) operations.add(action);
  }
  // An effect that must happen once is written together with its mark.
  if (table === 'customers') operations.add('TransactWriteItems');
  return [...operations].toSorted();
}
