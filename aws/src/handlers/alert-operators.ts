import { alertWaiting } from '@agentic-service-bot/bot';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Context } from 'aws-lambda';
import { id, now } from '../compose/machine.ts';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';
import { dynamoStore } from '../dynamodb/store.ts';
import { service } from '../service.ts';
import { snsAlerts } from '../sns/alerts.ts';
import { cloudTelemetry } from '../telemetry.ts';

const config = readConfig('alertOperators', environment);
const { logger } = cloudTelemetry({
  environment: config.ENVIRONMENT,
  logLevel: config.LOG_LEVEL,
});
const client = new DynamoDBClient({});
const store = dynamoStore({ client, tables: config.tables, now, id, retentionDays: undefined });
const ports = {
  conversations: store.conversations,
  connections: store.sockets,
  budgets: store.budgets,
  alerts: snsAlerts(new SNSClient({}), config.CRITICAL_TOPIC_ARN),
  now,
};

/** Tells operators of customers who wait while nobody looks; called every minute. */
export const handler = async (_event: unknown, context: Context): Promise<void> => {
  logger.addContext(context);
  const raised = await alertWaiting(ports, service);
  if (raised > 0) logger.info('alerts', { raised });
};
