import type { FunctionName } from '@agentic-service-bot/aws/functions';
import type { TableName } from '@agentic-service-bot/aws/tables';

/** What can be done with items of a table. A transaction takes the action of each of its parts. */
export type TableAction =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem';

export interface TableNeeds {
  readonly on?: readonly TableAction[];
  readonly onIndexes?: Readonly<Record<string, readonly TableAction[]>>;
}

const ITEMS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'ConditionCheckItem'] as const;

const CONVERSING: Readonly<Record<TableName, TableNeeds>> = {
  messages: { on: ITEMS, onIndexes: { byMessage: ['Query'] } },
  conversations: {
    on: [...ITEMS, 'BatchGetItem'],
    onIndexes: { byCustomer: ['Query'], byInbox: ['Query'] },
  },
  ledger: { on: ITEMS },
  customers: { on: ITEMS },
  connections: { on: ITEMS },
  counters: { on: ITEMS },
  pauses: { on: ITEMS },
};

/** What each function does to each table. */
export const TABLE_ACTIONS: Readonly<Record<FunctionName, Readonly<Partial<Record<TableName, TableNeeds>>>>> =
  {
    authorize: {},
    connect: {},
    disconnect: { connections: { on: ['Query', 'DeleteItem'] } },
    receive: CONVERSING,
    work: CONVERSING,
    closeTurn: CONVERSING,
    runRoutine: CONVERSING,
    dailySummary: {},
    alertOperators: CONVERSING,
    seed: CONVERSING,
  };

/** The operations on a table, as CloudWatch names them: each is throttled by itself. */
export function operationsOn(table: TableName): string[] {
  const actions = new Set<string>();
  for (const needs of Object.values(TABLE_ACTIONS)) {
    const { on = [], onIndexes = {} } = needs[table] ?? {};
    for (const action of [...on, ...Object.values(onIndexes).flat()]) {
      actions.add(action === 'ConditionCheckItem' ? 'TransactWriteItems' : action);
    }
  }
  return [...actions].toSorted();
}
