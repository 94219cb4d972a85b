import { Gateway } from '@agentic-service-bot/bot';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import { closeSocket } from '../api-gateway/close-socket.ts';
import { speaking } from '../compose/speaking.ts';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';
import { service } from '../service.ts';
import { receive, type FrameEvent, type Reception } from '../socket/receive.ts';

const { ports, management, logger } = speaking(readConfig('receive', environment));
const reception: Reception = {
  gateway: new Gateway(service, ports),
  send: (connectionId, frame) => ports.connections.send(connectionId, frame),
  close: (connectionId) => closeSocket(management, connectionId),
  telemetry: ports.telemetry,
};

/** Takes every frame of a client. */
export const handler = async (event: FrameEvent, context: Context): Promise<APIGatewayProxyResult> => {
  logger.addContext(context);
  await receive(reception, event);
  // What the client is to hear went through the management API; this is for the platform.
  return { statusCode: 200, body: '' };
};
