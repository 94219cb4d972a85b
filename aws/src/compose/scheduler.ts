import { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Config } from '../config/config.ts';
import { EventBridgeScheduler } from '../scheduler/scheduler.ts';
import { now } from './machine.ts';

/** The timers, for a function that sets them. */
export const scheduler = (config: Omit<Config<'seed'>, 'tables'>): EventBridgeScheduler =>
  new EventBridgeScheduler({
    client: new SchedulerClient({}),
    group: config.SCHEDULER_GROUP,
    queueArn: config.ROUTINE_QUEUE_ARN,
    roleArn: config.SCHEDULER_ROLE_ARN,
    deadLetterArn: config.SCHEDULER_DEAD_LETTER_ARN,
    now,
  });
