import type { FunctionName } from '@agentic-service-bot/aws/functions';
import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import { CAUGHT, METRICS_NAMESPACE, metricsService } from '@agentic-service-bot/aws/metrics';
import type { MetricName } from '@agentic-service-bot/aws/metrics';
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IAlarmAction, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { STAGE } from './api.ts';
import { TABLE_NAMES } from './data.ts';
import type { Data } from './data.ts';
import type { Environment } from './environments.ts';
import type { BotFunction } from './functions.ts';
import type { Messaging } from './messaging.ts';
import { sumQuery } from './metric-query.ts';
import { namesOf } from './names.ts';
import { operationsOn } from './table-actions.ts';

const MINUTES = Duration.minutes(5);
const caughtBy: Partial<Record<FunctionName, string>> = CAUGHT;

/**
 * Refused connects and frames in five minutes that wake nobody, whatever share they are: at night one scanner is all of the
 * traffic. A handshake that the authorizer refuses is no connect of those counted.
 */
const CLIENT_ERRORS = 20;

/**
 * Seconds that the oldest routine has waited to begin. Less than it takes to be tried for the fourth time: SQS counts the age of no
 * message that was taken more than three times.
 */
const ROUTINE_AGE = 300;

export interface AlarmsProps {
  readonly environment: Environment;
  readonly functions: ReadonlyMap<FunctionName, BotFunction>;
  readonly data: Data;
  readonly messaging: Messaging;
  readonly apiId: string;
}

/** What somebody must look at. Each tells the critical topic when it begins and when it is over. */
export class Alarms extends Construct {
  /** On the errors of each function: what takes a new version back. */
  readonly errors = new Map<FunctionName, Alarm>();
  readonly #environment: Environment;
  readonly #action: IAlarmAction;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.#environment = props.environment;
    this.#action = new SnsAction(props.messaging.critical);
    for (const [
      name,
      {
        function: { functionName },
      },
    ] of props.functions)
      this.#watchFunction(name, functionName);
    this.#watchApi(props.apiId);
    this.#watchTables(props.data);
    this.#watchQueues(props.messaging);
    this.#watchBot();
  }

  #watchFunction(name: FunctionName, functionName: string): void {
    const { alarms } = this.#environment;
    const metric = (metricName: string, statistic: string): Metric =>
      new Metric({
        namespace: 'AWS/Lambda',
        metricName,
        dimensionsMap: { FunctionName: functionName },
        statistic,
        period: MINUTES,
      });
    this.errors.set(
      name,
      this.#alarm(`${name}-errors`, {
        says: `More than ${alarms.errorPercent} % of ${name}'s invocations fail.`,
        metric: this.#failures(name, metric('Errors', 'Sum'), metric('Invocations', 'Sum')),
        above: alarms.errorPercent,
      }),
    );
    this.#alarm(`${name}-throttles`, {
      says: `AWS refuses to start ${name}: the account's concurrency is used up.`,
      metric: metric('Throttles', 'Sum'),
      above: 0,
    });
    if (name === 'closeTurn') {
      // It takes dead letters at once, so that there are none to count.
      this.#alarm('dead-letters', {
        says: 'A turn failed each time it was tried; the customer is told so.',
        metric: metric('Invocations', 'Sum'),
        above: 0,
      });
    }
    if (name !== 'work' && name !== 'closeTurn') return;
    this.#alarm(`${name}-time`, {
      says: `A run of ${name} came near its end: turns are cut and go on in the next run.`,
      metric: metric('Duration', 'Maximum'),
      above: FUNCTIONS[name].timeout * 1_000 * 0.9,
    });
  }

  /** The share of a function's runs that end in an error. One that it catches and reports is none for Lambda. */
  #failures(name: FunctionName, thrown: IMetric, runs: IMetric): MathExpression {
    const where = caughtBy[name];
    if (where === undefined) {
      return new MathExpression({
        expression: '100 * thrown / MAX([runs, 1])',
        usingMetrics: { thrown, runs },
        period: MINUTES,
      });
    }
    const caught = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: 'Faults',
      dimensionsMap: { service: metricsService(this.#environment.name), Where: where },
      statistic: 'Sum',
      period: MINUTES,
    });
    return new MathExpression({
      expression: '100 * (thrown + FILL(caught, 0)) / MAX([runs, 1])',
      usingMetrics: { thrown, caught, runs },
      period: MINUTES,
    });
  }

  /** The 4xx and 5xx of a WebSocket API; those of a REST API have other names, and would never come. */
  #watchApi(apiId: string): void {
    const { errorPercent } = this.#environment.alarms;
    const metric = (metricName: string): Metric =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiId: apiId, Stage: STAGE },
        statistic: 'Sum',
        period: MINUTES,
      });
    const kinds = {
      // People whose token has run out are among them, and whoever scans the internet.
      ClientError: ['4xx', errorPercent * 5, CLIENT_ERRORS],
      ExecutionError: ['5xx', errorPercent, 0],
      IntegrationError: ['5xx', errorPercent, 0],
    } as const;
    for (const [kind, [code, above, few]] of Object.entries(kinds)) {
      this.#alarm(`api-${kind}`, {
        says: `More than ${above} % of connects and frames end in ${kind} (${code}).`,
        metric: new MathExpression({
          // Where nobody gets in there are no connects and no frames, not zero of them, and without zeros nothing to divide.
          expression: `IF(errors > ${few}, 100 * errors / MAX([FILL(connects, 0) + FILL(frames, 0), 1]), 0)`,
          usingMetrics: {
            errors: metric(kind),
            connects: metric('ConnectCount'),
            frames: metric('MessageCount'),
          },
          period: MINUTES,
        }),
        above,
      });
    }
  }

  #watchTables({ inUse }: Data): void {
    for (const name of TABLE_NAMES) {
      const tableName = inUse.get(name)?.tableName ?? '';
      const metrics = operationsOn(name).map((operation, index): [string, IMetric] => [
        `m${index}`,
        new Metric({
          namespace: 'AWS/DynamoDB',
          metricName: 'ThrottledRequests',
          dimensionsMap: { TableName: tableName, Operation: operation },
          statistic: 'Sum',
          period: MINUTES,
        }),
      ]);
      this.#alarm(`${name}-throttled`, {
        says: `DynamoDB refuses requests to ${name}: ${operationsOn(name).join(', ')}.`,
        metric: new MathExpression({
          expression: metrics.map(([key]) => `FILL(${key}, 0)`).join(' + '),
          usingMetrics: Object.fromEntries(metrics),
          period: MINUTES,
        }),
        above: 0,
      });
    }
  }

  #watchQueues({ doorbell, lost, missedSchedules, routines }: Messaging): void {
    const { queueAge } = this.#environment.alarms;
    const metric = ({ queueName }: IQueue, metricName: string): Metric =>
      new Metric({
        namespace: 'AWS/SQS',
        metricName,
        dimensionsMap: { QueueName: queueName },
        statistic: 'Maximum',
        period: Duration.minutes(1),
      });
    this.#alarm('queue-age', {
      says: `A customer has waited more than ${queueAge} s for a worker.`,
      metric: metric(doorbell, 'ApproximateAgeOfOldestMessage'),
      above: queueAge,
    });
    this.#alarm('routine-age', {
      says: `A routine has waited more than ${ROUTINE_AGE / 60} minutes to begin.`,
      metric: metric(routines, 'ApproximateAgeOfOldestMessage'),
      above: ROUTINE_AGE,
    });
    const stuck = {
      lost: [
        lost,
        'A turn could not even be ended in words: a customer waits for an answer that will not come.',
      ],
      'missed-schedules': [
        missedSchedules,
        'A routine could not begin, or the summary or the look at the inbox was not started.',
      ],
    } as const;
    for (const [name, [queue, says]] of Object.entries(stuck)) {
      this.#alarm(name, {
        says,
        metric: metric(queue, 'ApproximateNumberOfMessagesVisible'),
        above: 0,
      });
    }
  }

  #watchBot(): void {
    const { modelFailures, costPerDay } = this.#environment.alarms;
    const sum = (name: MetricName, period: Duration): MathExpression =>
      new MathExpression({ expression: sumQuery(this.#environment, name), period });
    this.#alarm('model-failures', {
      says: `The models fail more than ${modelFailures} times in five minutes.`,
      metric: sum('ModelFailures', MINUTES),
      above: modelFailures,
    });
    this.#alarm('model-cost', {
      says: `The models cost more than $${costPerDay} a day, at the pace of the last hour.`,
      metric: sum('Cost', Duration.hours(1)),
      above: costPerDay / 24,
    });
    this.#alarm('faults', {
      says: 'A fault of the bot itself; its log says where.',
      metric: sum('Faults', MINUTES),
      above: 0,
    });
  }

  #alarm(name: string, { says, metric, above }: { says: string; metric: IMetric; above: number }): Alarm {
    const alarm = new Alarm(this, name, {
      alarmName: namesOf(this.#environment, name),
      alarmDescription: says,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // Nothing happened: nothing is wrong.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.#action);
    alarm.addOkAction(this.#action);
    return alarm;
  }
}
