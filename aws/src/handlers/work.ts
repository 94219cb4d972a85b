import { createBot } from '@agentic-service-bot/bot';
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
const { logger, count, ...basics } = speaking(config);
const ports = { ...basics.ports, scheduler: scheduler(config) };
const { telemetry, inbox, now } = ports;

const secretId = config.MODEL_SECRET;
const secrets = new SecretsManagerClient({});
const models = modelsOf(
  service,
  environment,
  secretId === undefined ? undefined : () => readModelSecret(secrets, secretId),
  { now: () => Date.now(), random: () => Math.random(), sleep },
  (error) => telemetry.report({ type: 'fault', where: 'secret', error: String(error) }),
);

const bench: Workbench = {
  // The queue gives a conversation to one worker at a time: they need no names.
  bot: async () => createBot({ service, models: await models(), ports, worker: 'doorbell' }),
  inbox,
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
