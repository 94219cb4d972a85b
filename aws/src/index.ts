export { GatewayConnections } from './api-gateway/connections.ts';
export { CustomerData, type CustomerDataOptions, type CustomerExport } from './customer-data.ts';
export { dynamoStore, type DynamoStore, type DynamoStoreOptions, type TableNames } from './dynamodb/store.ts';
export { EventBridgeScheduler, type EventBridgeOptions } from './scheduler/scheduler.ts';
export { snsAlerts } from './sns/alerts.ts';
export { SqsInbox, type SqsInboxOptions } from './sqs/inbox.ts';
