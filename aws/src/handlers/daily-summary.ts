import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SNSClient } from '@aws-sdk/client-sns';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';
import { dailySummary } from '../reports/daily-summary.ts';

const config = readConfig('dailySummary', environment);
const summary = {
  cloudWatch: new CloudWatchClient({}),
  sns: new SNSClient({}),
  environment: config.ENVIRONMENT,
  timeZone: config.REPORT_TIME_ZONE,
  topicArn: config.REPORT_TOPIC_ARN,
  now: () => new Date(),
};

/** Reports the last day to the team. */
export const handler = (): Promise<void> => dailySummary(summary);
