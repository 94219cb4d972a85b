import { tableSetting } from '../functions.ts';
import { TABLES, type TableName } from '../tables.ts';

const tables = (Object.keys(TABLES) as TableName[]).map((table) => [tableSetting(table), `dev-${table}`]);

/** A value for every setting, as a stack would give it; nothing answers there. */
export const settings: Readonly<Record<string, string>> = {
  ALLOWED_ORIGINS: 'https://shop.example.com, http://localhost:3000',
  AUTH_AUDIENCE: 'client',
  AUTH_CLAIM_GROUPS: 'cognito:groups',
  AUTH_CLAIM_LEVEL: 'custom:level',
  AUTH_CLAIM_NAME: 'name',
  AUTH_CLAIM_ROLE: 'role',
  AUTH_CLAIM_TIME_ZONE: 'zoneinfo',
  AUTH_ISSUER: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc',
  AUTH_OPERATOR_GROUP: 'operators',
  CRITICAL_TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:critical',
  ENVIRONMENT: 'dev',
  LOG_LEVEL: 'debug',
  MODEL: 'anthropic:claude-sonnet-4-5',
  MODEL_SECRET: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:model',
  QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/doorbell.fifo',
  REPORT_TIME_ZONE: 'Europe/Berlin',
  REPORT_TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:report',
  RETENTION_DAYS: '30',
  ROUTINE_QUEUE_ARN: 'arn:aws:sqs:us-east-1:111122223333:routines',
  SCHEDULER_DEAD_LETTER_ARN: 'arn:aws:sqs:us-east-1:111122223333:routines-failed',
  SCHEDULER_GROUP: 'routines',
  SCHEDULER_ROLE_ARN: 'arn:aws:iam::111122223333:role/scheduler',
  WEBSOCKET_ENDPOINT: 'https://abc.execute-api.us-east-1.amazonaws.com/live',
  ...Object.fromEntries(tables),
};
