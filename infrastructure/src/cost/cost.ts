import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import type { Environment } from '../environments.ts';
import type { Resource, Template } from '../template.ts';
import { FREE, PRICES } from './prices.ts';
import { HOURS, METRIC_SERIES, TURN, TURNS_OF_AN_HOUR } from './usage.ts';

/** One line of a bill: what, and US dollars a month. */
export interface Item {
  readonly what: string;
  readonly dollars: number;
}

const MILLION = 1_000_000;
const GIGABYTE = 1_000_000_000;
const MINUTES = HOURS * 60;
/** Each poller asks a queue three times a minute; Lambda keeps five for each. */
const POLLS = 5 * 3 * MINUTES;

/** What a template costs in a month in which nobody comes. */
export function idleCost(template: Template, environment: Environment): Item[] {
  const ofType = (type: string): Resource[] =>
    Object.values(template.Resources).filter(({ Type }) => Type === type);
  const acls = ofType('AWS::WAFv2::WebACL');
  const rules = acls.reduce((sum, { Properties }) => sum + lengthOf(Properties?.['Rules']), 0);
  const alarmMetrics = ofType('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0);
  const dashboards = ofType('AWS::CloudWatch::Dashboard').length;
  const keys = ofType('AWS::KMS::Key').length;
  const secrets = ofType('AWS::SecretsManager::Secret').length;
  const queues = ofType('AWS::Lambda::EventSourceMapping').length;
  const looks =
    Object.values(FUNCTIONS).filter(
      ({ trigger }) => trigger.kind === 'schedule' && trigger.expression === 'rate(1 minute)',
    ).length * MINUTES;
  const items = [
    { what: 'Firewall', dollars: acls.length * PRICES.waf.webAcl },
    { what: `Firewall’s rules: ${rules}`, dollars: rules * PRICES.waf.rule },
    {
      what: `Alarms on ${alarmMetrics} metrics, ${FREE.alarmMetrics} of them free`,
      dollars: over(alarmMetrics, FREE.alarmMetrics) * PRICES.cloudWatch.alarmMetric,
    },
    {
      what: `Dashboards: ${dashboards}, ${FREE.dashboards} are free`,
      dollars: over(dashboards, FREE.dashboards) * PRICES.cloudWatch.dashboard,
    },
    { what: `Keys: ${keys}`, dollars: keys * PRICES.kms.key },
    { what: `Secrets: ${secrets}`, dollars: secrets * PRICES.secretsManager.secret },
    {
      what: `Polling of ${queues} queues, the first million of requests free`,
      dollars: (over(queues * POLLS, FREE.sqsRequests) / MILLION) * PRICES.sqs.millionRequests,
    },
    { what: 'The look at the inbox each minute', dollars: inboxLooks(looks, environment) },
  ];
  return items.filter(({ dollars }) => dollars > 0);
}

/** What a month of so many turns costs besides, models not counted. */
export function turnCost(turns: number, environment: Environment): Item[] {
  const { memory, backupDays } = environment;
  const gigabyteSeconds =
    (turns *
      (TURN.receiveSeconds * memory.receive +
        TURN.workSeconds * memory.work +
        TURN.sockets * 0.3 * memory.authorize)) /
    1_024;
  const invocations = turns * (3 + TURN.sockets * 3);
  const stored = (turns * TURN.storedBytes * Math.min(12, environment.conversationDays / 30)) / GIGABYTE;
  const logs = (turns * TURN.logBytes) / GIGABYTE;
  const hours = Math.min(HOURS, turns / TURNS_OF_AN_HOUR);
  const copies = backupDays === undefined ? 0 : PRICES.dynamoDb.copies;
  return [
    {
      what: 'DynamoDB, requests',
      dollars:
        (turns *
          (TURN.writeUnits * PRICES.dynamoDb.millionWrites + TURN.readUnits * PRICES.dynamoDb.millionReads)) /
        MILLION,
    },
    {
      what: 'DynamoDB, what is kept',
      dollars:
        over(stored, FREE.dynamoGigabytes) * PRICES.dynamoDb.gigabyte +
        stored * (PRICES.dynamoDb.recovery + copies),
    },
    {
      what: 'Lambda',
      dollars:
        (over(invocations, FREE.lambdaRequests) / MILLION) * PRICES.lambda.millionRequests +
        over(gigabyteSeconds, FREE.lambdaGigabyteSeconds) * PRICES.lambda.gigabyteSecond,
    },
    {
      what: 'API Gateway',
      dollars:
        (turns *
          (TURN.messages * PRICES.apiGateway.millionMessages +
            TURN.minutes * PRICES.apiGateway.millionMinutes)) /
        MILLION,
    },
    { what: 'SQS', dollars: ((turns * TURN.queueRequests) / MILLION) * PRICES.sqs.millionRequests },
    {
      what: 'CloudWatch, logs',
      dollars:
        over(logs, FREE.logGigabytes) * PRICES.cloudWatch.logs +
        logs * PRICES.cloudWatch.stored * (environment.logRetentionDays / 30),
    },
    {
      what: 'CloudWatch, the bot’s own metrics',
      dollars: (over(METRIC_SERIES, FREE.metrics) * PRICES.cloudWatch.metric * hours) / HOURS,
    },
    {
      what: 'CloudFront and the firewall, requests',
      dollars:
        over((turns * TURN.pageBytes) / GIGABYTE, FREE.cloudFrontGigabytes) * PRICES.cloudFront.gigabyte +
        (over(turns * TURN.pageRequests, FREE.cloudFrontRequests) / MILLION) *
          PRICES.cloudFront.millionRequests +
        (turns * TURN.pageRequests * (PRICES.waf.millionRequests + 2 * PRICES.cloudFront.millionFunctions)) /
          MILLION,
    },
  ];
}

export const total = (items: readonly Item[]): number => items.reduce((sum, { dollars }) => sum + dollars, 0);

/** Two reads, and a fifth of a second. */
function inboxLooks(looks: number, { memory }: Environment): number {
  const seconds = (looks * 0.2 * memory.alertOperators) / 1_024;
  return seconds * PRICES.lambda.gigabyteSecond + (looks * 2 * PRICES.dynamoDb.millionReads) / MILLION;
}

const over = (amount: number, free: number): number => Math.max(0, amount - free);

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** Each metric that an alarm looks at is paid for; a query counts as one, at least. */
function metricsOf({ Properties }: Resource): number {
  const metrics: unknown = Properties?.['Metrics'];
  if (!Array.isArray(metrics)) return 1;
  const looked = metrics.filter(
    (metric: { MetricStat?: unknown; Expression?: unknown }) =>
      metric.MetricStat !== undefined || String(metric.Expression).startsWith('SELECT'),
  );
  return looked.length;
}
