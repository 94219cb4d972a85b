import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { now } from '../compose/machine.ts';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';
import { DynamoConnections } from '../dynamodb/connections.ts';
import { Table } from '../dynamodb/table.ts';

const { tables } = readConfig('disconnect', environment);
const sockets = new DynamoConnections(new Table(new DynamoDBClient({}), tables.connections), now);

interface DisconnectEvent {
  readonly requestContext: { readonly connectionId: string };
}

/** Forgets a socket that has closed. What the platform does not tell ends by the table's time-to-live. */
export const handler = async ({ requestContext }: DisconnectEvent): Promise<APIGatewayProxyResult> => {
  await sockets.remove(requestContext.connectionId);
  return { statusCode: 200, body: '' };
};
