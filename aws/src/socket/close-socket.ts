import {
  DeleteConnectionCommand,
  type ApiGatewayManagementApiClient,
} from '@aws-sdk/client-apigatewaymanagementapi';

const GONE = 410;

/** Whether a failure of the management API says that the socket is not there any more, in any of its forms. */
const isGone = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return error.name === 'GoneException' || status === GONE;
};

/** Closes a socket; one that is gone is closed. */
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
