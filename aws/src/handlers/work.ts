import { createBot } from '@agentic-service-bot/bot';
import { fault } from '@agentic-service-bot/bot/ports';
import { sleep } from '@agentic-service-bot/models';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { scheduler } from '../compose/scheduler.ts';
import { speaking } from '../compose/speaking.ts';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';
import { answerDoorbell, type Workbench } from '../queue/work.ts';
import { readModelSecret } from '../secrets/model-secret.ts';
import { modelsOf } from '../secrets/models.ts';
import { service } from '../service.ts';

const config = readConfig('work', environment);
const { logger, count, inbox, ...basics } = speaking(config);
const ports = { ...basics.ports, scheduler: scheduler(config) };
const { telemetry, now } = ports;

/**
 * How long a model has, milliseconds, unless a setting says otherwise: less than on one machine, so that one that stalls and the
 * next that answers both fit into a run.
 */
const PATIENCE = {
  MODEL_FIRST_TOKEN_MS: '8000',
  MODEL_BETWEEN_TOKENS_MS: '8000',
  MODEL_MESSAGE_MS: '35000',
};
const secretId = config.MODEL_SECRET;
const secrets = new SecretsManagerClient({});
const models = modelsOf(
  service,
  { ...PATIENCE, ...environment },
  secretId === undefined ? undefined : () => readModelSecret(secrets, secretId),
  { now: () => Date.now(), random: () => Math.random(), sleep },
  (error) => telemetry.report(fault('secret', error)),
);

const bench: Workbench = {
  // The queue gives a conversation to one worker at a time: they need no names.
  bot: async () => createBot({ service, models: await models(), ports, worker: 'doorbell' }),
  ringAgain: (conversationId, handBacks) => inbox.ringAgain(conversationId, handBacks),
  telemetry,
  count,
  now,
  after: (ms) => AbortSignal.timeout(ms),
};

/** Answers rung conversations. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  return answerDoorbell(bench, event, () => context.getRemainingTimeInMillis());
};
