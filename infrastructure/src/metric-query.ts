import { METRICS, METRICS_NAMESPACE, metricsService } from '@agentic-service-bot/aws/metrics';
import type { MetricName } from '@agentic-service-bot/aws/metrics';
import type { Environment } from './environments.ts';

/**
 * A query of CloudWatch's Metrics Insights: the sum over all values of a metric's dimension or, grouped, a line for each.
 *
 * Every name is in double quotes: `End` and `Where` are among its reserved words, and an alarm on a query that can't be read
 * is refused, and the stack with it (docs.aws.amazon.com, CloudWatch, “Metrics Insights reserved keywords”).
 */
export function sumQuery(environment: Environment, name: MetricName, grouped = false): string {
  const { dimensions } = METRICS[name];
  const schema = [METRICS_NAMESPACE, 'service', ...dimensions].map(quoted).join(', ');
  const groups = grouped ? ` GROUP BY ${dimensions.map(quoted).join(', ')}` : '';
  return `SELECT SUM(${quoted(name)}) FROM SCHEMA(${schema}) WHERE ${quoted('service')} = '${metricsService(environment.name)}'${groups}`;
}

const quoted = (name: string): string => `"${name}"`;
