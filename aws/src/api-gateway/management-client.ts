import {
  ApiGatewayManagementApiClient,
  type ApiGatewayManagementApiClientConfig,
} from '@aws-sdk/client-apigatewaymanagementapi';

/**
 * How long one try to send a frame may take, milliseconds; there are three. A reply waits for its followers: without an end, a
 * request that is never answered would take all the time that the function has.
 */
const PATIENCE_MS = 3_000;

/** Speaks to the management endpoint of a WebSocket API. */
export const managementClient = (
  config: ApiGatewayManagementApiClientConfig,
  patienceMs = PATIENCE_MS,
): ApiGatewayManagementApiClient =>
  new ApiGatewayManagementApiClient({
    ...config,
    requestHandler: {
      connectionTimeout: patienceMs,
      requestTimeout: patienceMs,
      throwOnRequestTimeout: true,
    },
  });
