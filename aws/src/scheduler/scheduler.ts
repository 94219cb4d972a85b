import {
  ActionAfterCompletion,
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  FlexibleTimeWindowMode,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  UpdateScheduleCommand,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { Scheduler, Timer } from '@agentic-service-bot/bot/ports';
import { createHash } from 'node:crypto';
import { expressionOf, isOver } from './expression.ts';

export interface EventBridgeOptions {
  readonly client: SchedulerClient;
  readonly group: string;
  /** The queue that the scheduler sends to, and as whom. */
  readonly queueArn: string;
  readonly roleArn: string;
  /** Where goes what that queue did not take. */
  readonly deadLetterArn: string;
  readonly now: () => Date;
}

/**
 * How long EventBridge Scheduler tries to reach the queue: the most that it takes, a day. What comes of a firing is the queue's to try
 * again: a function the scheduler would only have started, and never heard of again.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
const RETRIES = { MaximumEventAgeInSeconds: 24 * 60 * 60, MaximumRetryAttempts: 185 };

/** Characters of a hash in a name, which may have 64 letters and digits; ids are free text. */
const HASH_CHARS = 30;
const hashed = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, HASH_CHARS);

/** All schedules of a customer have names that begin so. */
const prefixOf = (customerId: string): string => `${hashed(customerId)}-`;
const nameOf = (customerId: string, id: string): string => `${prefixOf(customerId)}${hashed(id)}`;

/** Timers as schedules of EventBridge Scheduler, one each. */
export class EventBridgeScheduler implements Scheduler {
  readonly #options: EventBridgeOptions;

  constructor(options: EventBridgeOptions) {
    this.#options = options;
  }

  async set(timer: Timer): Promise<void> {
    const { client, now } = this.#options;
    const { customerId, id, schedule, timeZone } = timer;
    // A schedule in the past is not promised to stay silent.
    if (isOver(schedule, timeZone, now())) return this.cancel(customerId, id);
    const input = this.#input(timer);
    try {
      await client.send(new CreateScheduleCommand(input));
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
      await client.send(new UpdateScheduleCommand(input));
    }
  }

  async cancel(customerId: string, id: string): Promise<void> {
    await this.#delete(nameOf(customerId, id));
  }

  /** All timers of a customer. */
  async ofCustomer(customerId: string): Promise<readonly Timer[]> {
    const { client, group } = this.#options;
    const timers: Timer[] = [];
    for (let token: string | undefined; ;) {
      const { Schedules = [], NextToken } = await client.send(
        new ListSchedulesCommand({
          GroupName: group,
          NamePrefix: prefixOf(customerId),
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      );
      for (const { Name } of Schedules) {
        const { Target } = await client.send(new GetScheduleCommand({ Name, GroupName: group }));
        timers.push((JSON.parse(Target?.Input ?? '{}') as { readonly timer: Timer }).timer);
      }
      if (NextToken === undefined) return timers;
      token = NextToken;
    }
  }

  async #delete(name: string): Promise<void> {
    const { client, group } = this.#options;
    try {
      await client.send(new DeleteScheduleCommand({ Name: name, GroupName: group }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }

  #input(timer: Timer) {
    const { group, queueArn, roleArn, deadLetterArn } = this.#options;
    return {
      Name: nameOf(timer.customerId, timer.id),
      GroupName: group,
      ScheduleExpression: expressionOf(timer.schedule),
      ScheduleExpressionTimezone: timer.timeZone,
      FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
      ActionAfterCompletion: ActionAfterCompletion.DELETE,
      Target: {
        Arn: queueArn,
        RoleArn: roleArn,
        RetryPolicy: RETRIES,
        DeadLetterConfig: { Arn: deadLetterArn },
        // The scheduler puts the planned time in.
        Input: JSON.stringify({ timer, plannedAt: '<aws.scheduler.scheduled-time>' }),
      },
    };
  }
}
