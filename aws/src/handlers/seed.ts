import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { id, now } from '../compose/machine.ts';
import { scheduler } from '../compose/scheduler.ts';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';
import { dynamoStore } from '../dynamodb/store.ts';
import { seed } from '../seed/seed.ts';
import { service } from '../service.ts';

const config = readConfig('seed', environment);
const client = new DynamoDBClient({});
const { customers, objects } = dynamoStore({
  client,
  tables: config.tables,
  now,
  id,
  retentionDays: undefined,
});
const nursery = {
  environment: config.ENVIRONMENT,
  customers,
  objects,
  scheduler: scheduler(config),
  now,
};

/** Puts the demo customers in; refuses outside `dev`. */
export const handler = async (): Promise<{ readonly customers: number }> => ({
  customers: await seed(nursery, service),
});
