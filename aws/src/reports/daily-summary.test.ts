import type { GetMetricDataOutput } from '@aws-sdk/client-cloudwatch';
import { expect, it } from 'vitest';
import { METRICS } from '../metrics.ts';
import { recordedClient } from '../testing/recorded-client.ts';
import { dailyFigures } from './daily-figures.ts';
import { dailySummary } from './daily-summary.ts';

type Page = Pick<GetMetricDataOutput, 'MetricDataResults' | 'NextToken'>;

const result = (
  Id: string,
  Values: number[],
  StatusCode: 'Complete' | 'PartialData' | 'InternalError' = 'Complete',
) => ({
  Id,
  Values,
  StatusCode,
});

async function report(...pages: readonly Page[]) {
  const cloudWatch = recordedClient((_, call) => pages[call]);
  const sns = recordedClient(() => ({}));
  await dailySummary({
    cloudWatch: cloudWatch.client,
    sns: sns.client,
    environment: 'prod',
    timeZone: 'Europe/Berlin',
    topicArn: 'arn:aws:sns:us-east-1:111122223333:report',
    now: () => new Date('2026-05-04T06:00:12Z'),
  });
  const [sent] = sns.sent as { Subject: string; Message: string; TopicArn: string }[];
  return { asked: cloudWatch.sent, sent };
}

it('the day is reported, hours added up', async () => {
  const { asked, sent } = await report(
    {
      MetricDataResults: [
        result('finished', [600, 634]),
        result('aborted', [7]),
        result('firstChunk', [310, 1_250, 400]),
        result('finish', [2_900, 8_040]),
        result('done', [901]),
        result('denied', [44]),
        result('failed', [3]),
        result('unknown', []),
        result('handOffs', [12]),
        result('frames', [5_000, 4_200], 'PartialData'),
      ],
      NextToken: 'more',
    },
    {
      MetricDataResults: [
        result('frames', [800]),
        result('frameErrors', [21]),
        result('faults', [2]),
        result('modelFailures', [5]),
        result('input', [1_500_000]),
        result('output', [210_000]),
        result('cost', [2.5, 1.234]),
      ],
    },
  );
  expect(sent).toEqual({
    TopicArn: 'arn:aws:sns:us-east-1:111122223333:report',
    Subject: 'Agentic Service Bot prod: 1,234 replies, faults: 2',
    Message: `2026-05-03 08:00 to 2026-05-04 08:00 (Europe/Berlin), prod

Replies
  finished                  1,234
  ended by cancel or person 7
  first words, slowest 5 %  1.3 s
  to the end, slowest 5 %   8.0 s
  given to a person         12

Actions
  done                      901
  denied                    44
  failed                    3
  unknown                   0

Frames of clients
  received                  10,000
  answered with error       21

Models
  tokens read               1,500,000
  tokens written            210,000
  cost at list prices       $3.73
  failed messages           5

Faults                    2
Times are those of the worst hour.
`,
  });
  expect(asked).toMatchObject([
    { StartTime: new Date('2026-05-03T06:00:00Z'), EndTime: new Date('2026-05-04T06:00:00Z') },
    { NextToken: 'more' },
  ]);
});

it('a day on which nothing happened is reported too', async () => {
  const { sent } = await report({ MetricDataResults: [] });
  expect(sent?.Subject).toBe('Agentic Service Bot prod: 0 replies, no faults');
  expect(sent?.Message).toMatch(/finished +0\n/);
  expect(sent?.Message).toMatch(/first words, slowest 5 % +-\n/);
  expect(sent?.Message).toMatch(/cost at list prices +\$0\.00\n/);
});

it('what could not be read is not known, rather than nought', async () => {
  const { sent } = await report({
    MetricDataResults: [
      result('finished', [10]),
      result('faults', [], 'InternalError'),
      result('cost', [1], 'PartialData'),
      result('firstChunk', [], 'InternalError'),
    ],
  });
  expect(sent?.Subject).toBe('Agentic Service Bot prod: 10 replies, faults: not known');
  expect(sent?.Message).toMatch(/cost at list prices +not known\n/);
  expect(sent?.Message).toMatch(/first words, slowest 5 % +not known\n/);
  expect(sent?.Message).toMatch(/done +0\n/);
});

it('where nothing could be read, the report says to look', async () => {
  const broken = dailyFigures('prod').map(({ id }) => result(id, [], 'InternalError'));
  const { sent } = await report({ MetricDataResults: broken });
  expect(sent?.Subject).toBe('Agentic Service Bot prod: not known replies, no figures');
  expect(sent?.Message).toContain('CloudWatch gave no figure at all: look whether it works.');
});

it('a failure of CloudWatch is one of the report', async () => {
  const cloudWatch = recordedClient(() => {
    throw new Error('throttled');
  });
  const sns = recordedClient(() => ({}));
  const options = {
    ...{ cloudWatch: cloudWatch.client, sns: sns.client, environment: 'dev', timeZone: 'Etc/UTC' },
    ...{ topicArn: 'arn:aws:sns:us-east-1:111122223333:report', now: () => new Date() },
  };
  await expect(dailySummary(options)).rejects.toThrow('throttled');
  expect(sns.sent).toEqual([]);
});

it('only metrics that the functions emit are asked for, with all their dimensions', () => {
  const figures = dailyFigures('dev');
  const metrics = new Map<string, { readonly dimensions: readonly string[] }>(Object.entries(METRICS));
  const asked = figures.map(({ query: { Expression: expression, MetricStat: stat } }) => {
    if (stat?.Metric !== undefined) {
      const { MetricName: name = '', Dimensions: dimensions = [] } = stat.Metric;
      return { name, dimensions: dimensions.map(({ Name }) => Name) };
    }
    const [, schema = '', name = ''] =
      /\{AgenticServiceBot,([^}]*)\} MetricName="(\w+)"/.exec(expression ?? '') ?? [];
    return { name, dimensions: schema.split(',') };
  });
  expect(asked).toHaveLength(16);
  for (const { name, dimensions } of asked) {
    expect(dimensions).toEqual(['service', ...(metrics.get(name)?.dimensions ?? ['missing'])]);
  }
  expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
});
