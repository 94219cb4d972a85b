import {
  PostToConnectionCommand,
  type ApiGatewayManagementApiClient,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { isGone } from './is-gone.ts';

/**
 * Sends one frame to a socket.
 *
 * @throws whatever else API Gateway answers than that the socket is gone.
 */
export async function sendFrame(
  client: ApiGatewayManagementApiClient,
  connectionId: string,
  frame: string,
): Promise<'sent' | 'gone'> {
  try {
    await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: Buffer.from(frame) }));
    return 'sent';
  } catch (error) {
    if (isGone(error)) return 'gone';
    throw error;
  }
}
