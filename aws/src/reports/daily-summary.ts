import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { dailyFigures } from './daily-figures.ts';
import { dailyReport } from './daily-report.ts';
import { readFigures } from './read-figures.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface DailySummary {
  readonly cloudWatch: CloudWatchClient;
  readonly sns: SNSClient;
  readonly environment: string;
  readonly timeZone: string;
  readonly topicArn: string;
  readonly now: () => Date;
}

/**
 * Sends the team the report of the 24 hours before the last full one.
 *
 * @throws if CloudWatch or SNS fails: the function's alarm says so, and it is tried again.
 */
export async function dailySummary(options: DailySummary): Promise<void> {
  const { cloudWatch, sns, environment, timeZone, topicArn, now } = options;
  // Full hours: CloudWatch has one value for each.
  const to = new Date(Math.floor(now().getTime() / HOUR_MS) * HOUR_MS);
  const from = new Date(to.getTime() - DAY_MS);
  const figures = await readFigures(cloudWatch, dailyFigures(environment), from, to);
  const { subject, body } = dailyReport({ environment, from, to, timeZone }, figures);
  await sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: body }));
}
