import {
  PostToConnectionCommand,
  type ApiGatewayManagementApiClient,
} from '@aws-sdk/client-apigatewaymanagementapi';

const GONE = 410;

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

/** By the status: an answer without the header that names the error does not become a `GoneException`. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error) || !('$metadata' in error)) return false;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode === GONE;
}
