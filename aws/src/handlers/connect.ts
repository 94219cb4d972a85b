import { SUBPROTOCOL } from '@agentic-service-bot/protocol';
import type { APIGatewayProxyResult } from 'aws-lambda';

/** Selects the subprotocol: a browser ends a connection whose offer nobody takes up. Nothing is sent from here. */
export const handler = async (): Promise<APIGatewayProxyResult> => ({
  statusCode: 200,
  headers: { 'Sec-WebSocket-Protocol': SUBPROTOCOL },
  body: '',
});
