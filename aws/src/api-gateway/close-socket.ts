import {
  DeleteConnectionCommand,
  type ApiGatewayManagementApiClient,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { isGone } from './is-gone.ts';

/**
 * Closes a socket; one that is gone is closed.
 *
 * @throws whatever else API Gateway answers.
 */
export async function closeSocket(
  client: ApiGatewayManagementApiClient,
  connectionId: string,
): Promise<void> {
  try {
    await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
