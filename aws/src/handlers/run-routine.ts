import { fire } from '@agentic-service-bot/bot';
import type { Context } from 'aws-lambda';
import { setTimeout } from 'node:timers/promises';
import { speaking } from '../compose/speaking.ts';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';
import { runRoutine, type Clockwork } from '../routines/run-routine.ts';
import { service } from '../service.ts';

const { ports, logger } = speaking(readConfig('runRoutine', environment));
const clockwork: Clockwork = {
  fire: (timer, plannedAt) => fire(ports, service, timer, plannedAt),
  sleep: (ms) => setTimeout(ms),
};

/** Begins the reply of a customer's routine whose time has come. */
export const handler = (event: unknown, context: Context): Promise<void> => {
  logger.addContext(context);
  return runRoutine(clockwork, event, () => context.getRemainingTimeInMillis());
};
