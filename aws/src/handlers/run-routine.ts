import { fire } from '@agentic-service-bot/bot';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { setTimeout } from 'node:timers/promises';
import { speaking } from '../compose/speaking.ts';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';
import { runRoutines, type Clockwork } from '../routines/run-routine.ts';
import { service } from '../service.ts';

const { ports, logger } = speaking(readConfig('runRoutine', environment));
const clockwork: Clockwork = {
  fire: (timer, plannedAt) => fire(ports, service, timer, plannedAt),
  sleep: (ms) => setTimeout(ms),
};

/** Begins the replies of customers' routines whose time has come. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  return runRoutines(clockwork, event, () => context.getRemainingTimeInMillis());
};
