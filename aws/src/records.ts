import type { CustomerRecords } from '@agentic-service-bot/bot/commands';
import type { Pauses } from '@agentic-service-bot/bot/ports';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CustomerData, type CustomerDataOptions } from './customer-data.ts';
import { DynamoPauses } from './dynamodb/pauses.ts';
import { Table } from './dynamodb/table.ts';
import { EventBridgeScheduler, type EventBridgeOptions } from './scheduler/scheduler.ts';

export { service } from './service.ts';

/** What an operator's commands work on, with credentials of their own. */
export const openCustomers = (
  options: Omit<CustomerDataOptions, 'scheduler'> & {
    /** Where customers' timers are. */
    readonly routines: Omit<EventBridgeOptions, 'now'>;
  },
): CustomerRecords =>
  new CustomerData({
    ...options,
    scheduler: new EventBridgeScheduler({ ...options.routines, now: options.now }),
  });

/** The switches in the table of that name. */
export const openPauses = (client: DynamoDBClient, table: string): Pauses =>
  new DynamoPauses(new Table(client, table));
