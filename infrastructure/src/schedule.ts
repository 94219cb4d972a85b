import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import type { FunctionDefinition, FunctionName } from '@agentic-service-bot/aws/functions';
import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Environment } from './environments.ts';
import { FUNCTION_NAMES, liveArnOf } from './functions.ts';
import { namesOf } from './names.ts';
import type { Settings } from './settings.ts';

const RETRY = { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3_600 };

/** What happens at a time: the team's own schedules, and a group for those that customers set. */
export class Schedule extends Construct {
  /** Holds a schedule for each routine. */
  readonly routineGroup: string;
  /** With which EventBridge Scheduler starts `runRoutine`, and nothing else. */
  readonly routineRole: Role;
  readonly #settings: Settings;
  readonly #missed: IQueue;
  readonly #timetable = new Map<FunctionName, CfnSchedule>();

  constructor(scope: Construct, id: string, settings: Settings, missed: IQueue) {
    super(scope, id);
    this.#settings = settings;
    this.#missed = missed;
    const { environment } = settings;
    this.routineGroup = namesOf(environment, 'routines');
    new CfnScheduleGroup(this, 'Routines', { name: this.routineGroup });
    this.routineRole = this.#role('RoutineRole', 'runRoutine', this.routineGroup);
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
      const role = this.#role(`${name}Role`, name, namesOf(environment, 'team'));
      const schedule = new CfnSchedule(this, name, {
        name: namesOf(environment, name),
        groupName: namesOf(environment, 'team'),
        scheduleExpression: trigger.expression,
        ...(trigger.timeZoneSetting && { scheduleExpressionTimezone: reportTimeZone }),
        flexibleTimeWindow: { mode: 'OFF' },
        state: 'ENABLED',
        target: {
          arn: liveArnOf(this, environment, name),
          roleArn: role.roleArn,
          retryPolicy: RETRY,
          deadLetterConfig: { arn: this.#missed.queueArn },
        },
      });
      schedule.node.addDependency(group, role);
      this.#timetable.set(name, schedule);
    }
  }

  #role(id: string, starts: FunctionName, group: string): Role {
    const role = new Role(this, id, {
      description: `Lets EventBridge Scheduler start ${starts}`,
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
    const environment: Environment = this.#settings.environment;
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [liveArnOf(this, environment, starts)],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.#missed.queueArn] }),
    );
    return role;
  }
}
