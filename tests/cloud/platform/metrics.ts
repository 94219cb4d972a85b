import * as z from 'zod';
import type { AwsCall } from './aws-call.ts';
import { json } from './answers.ts';
import type { Answer } from './wire.ts';

const embedded = z.object({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

const query = z.object({
  MetricDataQueries: z.array(
    z.object({
      Id: z.string(),
      MetricStat: z
        .object({
          Metric: z.object({
            Namespace: z.string(),
            MetricName: z.string(),
            Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
          }),
          Stat: z.string(),
        })
        .optional(),
    }),
  ),
  StartTime: z.number(),
  EndTime: z.number(),
});

interface Point {
  readonly series: string;
  readonly at: number;
  readonly values: readonly number[];
}

const seriesOf = (namespace: string, name: string, dimensions: Readonly<Record<string, string>>): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => a.localeCompare(b))]);

/** CloudWatch's metrics, fed by what functions write of themselves in the embedded format. */
export class Metrics {
  readonly #points: Point[] = [];

  /** Takes in a line of a log, if it has metrics. */
  read(line: string): void {
    if (!line.includes('"_aws"')) return;
    const data = JSON.parse(line) as Record<string, unknown>;
    const { _aws } = embedded.parse(data);
    for (const { Namespace, Dimensions, Metrics: metrics } of _aws.CloudWatchMetrics) {
      for (const { Name } of metrics) {
        for (const names of Dimensions) {
          const dimensions = Object.fromEntries(names.map((name) => [name, String(data[name])]));
          this.put(Namespace, Name, dimensions, [data[Name]].flat().map(Number), _aws.Timestamp);
        }
      }
    }
  }

  /** Puts values of a metric in, as AWS's own services do. */
  put(
    namespace: string,
    name: string,
    dimensions: Readonly<Record<string, string>>,
    values: readonly number[],
    at: number,
  ): void {
    this.#points.push({ series: seriesOf(namespace, name, dimensions), at, values });
  }

  /** The names of all metrics that were ever put in, with their namespace. */
  get names(): ReadonlySet<string> {
    return new Set(this.#points.map(({ series }) => (JSON.parse(series) as string[]).slice(0, 2).join('/')));
  }

  answer(call: AwsCall): Answer {
    const { MetricDataQueries, StartTime, EndTime } = query.parse(call.input);
    return json({
      MetricDataResults: MetricDataQueries.flatMap(({ Id, MetricStat }) => {
        if (MetricStat === undefined) return [];
        const { Metric, Stat } = MetricStat;
        const dimensions = Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
        const series = seriesOf(Metric.Namespace, Metric.MetricName, dimensions);
        const values = this.#points
          .filter(
            (point) => point.series === series && point.at >= StartTime * 1e3 && point.at < EndTime * 1e3,
          )
          .flatMap((point) => point.values);
        const found = values.length === 0 ? [] : [statistic(Stat, values)];
        return [
          { Id, Label: Id, StatusCode: 'Complete', Timestamps: found.map(() => StartTime), Values: found },
        ];
      }),
      Messages: [],
    });
  }
}

function statistic(name: string, values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const sum = values.reduce((total, value) => total + value, 0);
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(name)?.[1];
  if (percentile !== undefined) {
    return sorted[Math.min(sorted.length - 1, Math.floor((Number(percentile) / 100) * sorted.length))] ?? 0;
  }
  const found = new Map([
    ['Sum', sum],
    ['SampleCount', values.length],
    ['Average', sum / values.length],
    ['Minimum', sorted[0]],
    ['Maximum', sorted.at(-1)],
  ]).get(name);
  if (found === undefined) throw new Error(`The statistic ${name} is not known here.`);
  return found;
}
