import { giveUp } from '@agentic-service-bot/bot';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { speaking } from '../compose/speaking.ts';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';
import { closeTurns } from '../queue/close-turn.ts';
import { service } from '../service.ts';

const { ports, logger } = speaking(readConfig('closeTurn', environment));
const closing = {
  giveUp: (conversationId: string) => giveUp(ports, service, conversationId),
  telemetry: ports.telemetry,
};

/** Ends in words what the doorbell's queue has given up. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  return closeTurns(closing, event);
};
