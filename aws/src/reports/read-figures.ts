import { GetMetricDataCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Figures } from './daily-report.ts';
import type { Figure } from './daily-figures.ts';

/**
 * Reads figures of some hours. A metric that nobody has written is 0; one that CloudWatch could not read whole is left
 * out.
 */
export async function readFigures(
  client: CloudWatchClient,
  figures: readonly Figure[],
  from: Date,
  to: Date,
): Promise<Figures> {
  const values = new Map<string, number[]>(figures.map(({ id }) => [id, []]));
  const broken = new Set<string>();
  for (let token: string | undefined; ;) {
    const page = await client.send(
      new GetMetricDataCommand({
        StartTime: from,
        EndTime: to,
        MetricDataQueries: figures.map(({ id, query }) => ({ Id: id, ...query })),
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    );
    for (const { Id: id = '', StatusCode: status, Values: some = [] } of page.MetricDataResults ?? []) {
      values.get(id)?.push(...some);
      // `PartialData` is a page of several: the next one goes on.
      if (status === 'InternalError' || status === 'Forbidden') broken.add(id);
      else if (status === 'PartialData' && page.NextToken === undefined) broken.add(id);
    }
    token = page.NextToken;
    if (token === undefined) break;
  }
  return new Map(
    figures
      .filter(({ id }) => !broken.has(id))
      .map(({ id, of }) => {
        const hours = values.get(id) ?? [];
        return [id, of === 'sum' ? hours.reduce((sum, value) => sum + value, 0) : Math.max(0, ...hours)];
      }),
  );
}
