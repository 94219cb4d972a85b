/**
 * List prices of AWS in us-east-1, US dollars, without taxes and discounts. They were written down from AWS's public
 * price pages and articles about them as known in November 2026, not from a bill: look at the page that each line names
 * before you rely on one.
 */
export const PRICES = {
  /** https://aws.amazon.com/waf/pricing */
  waf: { webAcl: 5, rule: 1, millionRequests: 0.6 },
  /** https://aws.amazon.com/cloudwatch/pricing; `logs` is for a GB taken in, `stored` for a GB and month. */
  cloudWatch: { alarmMetric: 0.1, dashboard: 3, metric: 0.3, logs: 0.5, stored: 0.03 },
  /** https://aws.amazon.com/kms/pricing */
  kms: { key: 1 },
  /** https://aws.amazon.com/secrets-manager/pricing */
  secretsManager: { secret: 0.4 },
  /** https://aws.amazon.com/dynamodb/pricing/on-demand; a GB and month, with recovery and, in prod, copies. */
  dynamoDb: { millionWrites: 0.625, millionReads: 0.125, gigabyte: 0.25, recovery: 0.2, copies: 0.1 },
  /** https://aws.amazon.com/lambda/pricing, arm64 */
  lambda: { millionRequests: 0.2, gigabyteSecond: 0.000_013_333_4 },
  /** https://aws.amazon.com/api-gateway/pricing, WebSocket */
  apiGateway: { millionMessages: 1, millionMinutes: 0.25 },
  /** https://aws.amazon.com/sqs/pricing, FIFO; the routines' queue is none, and 0.4. */
  sqs: { millionRequests: 0.5 },
  /** https://aws.amazon.com/cloudfront/pricing, North America and Europe */
  cloudFront: { gigabyte: 0.085, millionRequests: 1, millionFunctions: 0.1 },
} as const;

/** What every account has for nothing each month, for ever. Counted as if the stack had it to itself. */
export const FREE = {
  alarmMetrics: 10,
  dashboards: 3,
  metrics: 10,
  logGigabytes: 5,
  sqsRequests: 1_000_000,
  lambdaRequests: 1_000_000,
  lambdaGigabyteSeconds: 400_000,
  dynamoGigabytes: 25,
  cloudFrontGigabytes: 1_000,
  cloudFrontRequests: 10_000_000,
} as const;
