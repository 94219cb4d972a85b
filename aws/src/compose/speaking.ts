import type { Ports } from '@agentic-service-bot/bot/ports';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GatewayConnections } from '../api-gateway/connections.ts';
import { managementClient } from '../api-gateway/management-client.ts';
import type { Config } from '../config/config.ts';
import { dynamoStore, type TableNames } from '../dynamodb/store.ts';
import { SqsInbox } from '../sqs/inbox.ts';
import { cloudTelemetry } from '../telemetry.ts';
import { noAlerts, noScheduler } from './absent.ts';
import { id, now } from './machine.ts';

type Needed = 'ENVIRONMENT' | 'LOG_LEVEL' | 'QUEUE_URL' | 'RETENTION_DAYS' | 'WEBSOCKET_ENDPOINT';
type SpeakingConfig = Pick<Config<'receive'>, Needed> & { readonly tables: TableNames };

/**
 * Puts together what a function goes by that reads and writes conversations and speaks to sockets. Timers and alerts it
 * has none.
 */
export function speaking(config: SpeakingConfig) {
  const { ENVIRONMENT, LOG_LEVEL, QUEUE_URL, RETENTION_DAYS, WEBSOCKET_ENDPOINT } = config;
  const { sockets, ...stored } = dynamoStore({
    client: new DynamoDBClient({}),
    tables: config.tables,
    retentionDays: RETENTION_DAYS,
    now,
    id,
  });
  const management = managementClient({ endpoint: WEBSOCKET_ENDPOINT });
  const { telemetry, logger, count } = cloudTelemetry({
    environment: ENVIRONMENT,
    logLevel: LOG_LEVEL,
  });
  const inbox = new SqsInbox({ client: new SQSClient({}), queueUrl: QUEUE_URL, id });
  const ports: Ports = {
    ...stored,
    inbox,
    connections: new GatewayConnections(sockets, management),
    scheduler: noScheduler,
    alerts: noAlerts,
    telemetry,
    now,
    id,
  };
  return { ports, inbox, management, logger, count };
}
