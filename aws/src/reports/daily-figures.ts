import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { METRICS, METRICS_NAMESPACE, metricsService, sumOf, type MetricName } from '../metrics.ts';

const HOUR = 3_600;

/** One figure of the report: where it comes from, and how the hours of the day become one number. */
export interface Figure {
  /** A query's id: begins with a small letter. */
  readonly id: string;
  readonly query: Omit<MetricDataQuery, 'Id'>;
  readonly of: 'sum' | 'worst';
}

/** Sums a metric over all values of its dimensions. */
function sum(environment: string, id: string, name: MetricName): Figure {
  return { id, query: { Expression: sumOf(environment, name, HOUR), Period: HOUR }, of: 'sum' };
}

/** One metric, with these values of its dimensions. */
function one(
  environment: string,
  id: string,
  name: MetricName,
  stat: 'Sum' | 'p50' | 'p95',
  ...values: readonly string[]
): Figure {
  const names = METRICS[name].dimensions;
  const dimensions = [
    { Name: 'service', Value: metricsService(environment) },
    ...names.map((dimension, index) => ({ Name: dimension, Value: values[index] ?? '' })),
  ];
  const metric = { Namespace: METRICS_NAMESPACE, MetricName: name, Dimensions: dimensions };
  return {
    id,
    query: { MetricStat: { Metric: metric, Period: HOUR, Stat: stat } },
    of: stat === 'Sum' ? 'sum' : 'worst',
  };
}

/** What the daily report asks CloudWatch for. */
export const dailyFigures = (environment: string): readonly Figure[] => [
  one(environment, 'finished', 'Turns', 'Sum', 'finish'),
  one(environment, 'aborted', 'Turns', 'Sum', 'abort'),
  one(environment, 'firstChunk', 'TimeToFirstChunk', 'p95'),
  one(environment, 'finish', 'TimeToFinish', 'p95'),
  ...(['done', 'denied', 'failed', 'unknown'] as const).map((status) =>
    one(environment, status, 'Actions', 'Sum', status),
  ),
  sum(environment, 'handOffs', 'HandOffs'),
  sum(environment, 'frames', 'Frames'),
  sum(environment, 'frameErrors', 'FrameErrors'),
  sum(environment, 'faults', 'Faults'),
  sum(environment, 'modelFailures', 'ModelFailures'),
  sum(environment, 'input', 'InputTokens'),
  sum(environment, 'output', 'OutputTokens'),
  sum(environment, 'cost', 'Cost'),
];
