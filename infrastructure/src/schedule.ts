import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import type { FunctionDefinition, FunctionName } from '@agentic-service-bot/aws/functions';
import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { FUNCTION_NAMES, liveArnOf } from './functions.ts';
import type { Messaging } from './messaging.ts';
import { namesOf } from './names.ts';
import type { Settings } from './settings.ts';

/** For a function that can't be started. One that fails is Lambda's to try again, twice, and counts in the alarm on its errors. */
const RETRY = { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3_600 };

/** What happens at a time: the team's own schedules, and a group for those that customers set. */
export class Schedule extends Construct {
  /** Holds a schedule for each routine. */
  readonly routineGroup: string;
  /** With which EventBridge Scheduler hands routines to their queue, and does nothing else. */
  readonly routineRole: Role;
  readonly #settings: Settings;
  readonly #messaging: Messaging;
  readonly #timetable = new Map<FunctionName, CfnSchedule>();

  constructor(scope: Construct, id: string, settings: Settings, messaging: Messaging) {
    super(scope, id);
    this.#settings = settings;
    this.#messaging = messaging;
    const { environment } = settings;
    this.routineGroup = namesOf(environment, 'routines');
    new CfnScheduleGroup(this, 'Routines', { name: this.routineGroup });
    this.routineRole = this.#role('RoutineRole', this.routineGroup, {
      description: 'Lets EventBridge Scheduler hand routines to their queue',
      action: 'sqs:SendMessage',
      on: messaging.routines.queueArn,
    });
    this.#schedule();
  }

  /** Has no schedule fire before the function that it starts is there: what it missed would ring at every first deployment. */
  after(live: ReadonlyMap<FunctionName, IFunction>): void {
    for (const [name, schedule] of this.#timetable) {
      const started = live.get(name);
      if (started) schedule.node.addDependency(started);
    }
  }

  /** A schedule for each function that has one in its definition. */
  #schedule(): void {
    const { environment, reportTimeZone } = this.#settings;
    const group = new CfnScheduleGroup(this, 'Team', { name: namesOf(environment, 'team') });
    for (const name of FUNCTION_NAMES) {
      const { trigger }: FunctionDefinition = FUNCTIONS[name];
      if (trigger.kind !== 'schedule') continue;
      const arn = liveArnOf(this, environment, name);
      const role = this.#role(`${name}Role`, namesOf(environment, 'team'), {
        description: `Lets EventBridge Scheduler start ${name}`,
        action: 'lambda:InvokeFunction',
        on: arn,
      });
      const schedule = new CfnSchedule(this, name, {
        name: namesOf(environment, name),
        groupName: namesOf(environment, 'team'),
        scheduleExpression: trigger.expression,
        ...(trigger.timeZoneSetting && { scheduleExpressionTimezone: reportTimeZone }),
        flexibleTimeWindow: { mode: 'OFF' },
        state: 'ENABLED',
        target: {
          arn,
          roleArn: role.roleArn,
          retryPolicy: RETRY,
          deadLetterConfig: { arn: this.#messaging.missedSchedules.queueArn },
        },
      });
      schedule.node.addDependency(group, role);
      this.#timetable.set(name, schedule);
    }
  }

  #role(
    id: string,
    group: string,
    may: { readonly description: string; readonly action: string; readonly on: string },
  ): Role {
    const role = new Role(this, id, {
      description: may.description,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'scheduler',
              resource: 'schedule-group',
              resourceName: group,
              arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
            }),
          },
        },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: [may.action], resources: [may.on] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [this.#messaging.missedSchedules.queueArn],
      }),
    );
    return role;
  }
}
