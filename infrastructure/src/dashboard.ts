import { METRICS_NAMESPACE, metricsService, sumOf } from '@agentic-service-bot/aws/metrics';
import type { MetricName } from '@agentic-service-bot/aws/metrics';
import { CUSTOMER_ACTIONS, OPERATOR_ACTIONS } from '@agentic-service-bot/protocol';
import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, MathExpression, Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { STAGE } from './api.ts';
import type { Environment } from './environments.ts';
import { sumQuery } from './metric-query.ts';
import { namesOf } from './names.ts';

/** The endpoints of a socket: what a frame can ask for, and frames that nobody could read. */
export const ENDPOINTS: readonly string[] = [
  ...new Set<string>([...CUSTOMER_ACTIONS, ...OPERATOR_ACTIONS]),
  'unreadable',
];

const PERIOD = Duration.minutes(5);
const WIDTH = 24;

/** Three views that the team runs it by, and one for the business. */
export class TeamDashboard extends Construct {
  readonly #environment: Environment;

  constructor(scope: Construct, id: string, environment: Environment, apiId: string) {
    super(scope, id);
    this.#environment = environment;
    const api = (metricName: string, statistic: string): Metric =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiId: apiId, Stage: STAGE },
        statistic,
        period: PERIOD,
      });
    const board = new Dashboard(this, 'Board', {
      dashboardName: namesOf(environment),
      defaultInterval: Duration.days(1),
    });
    board.addWidgets(
      heading('Request volume'),
      graph('Connects and frames', [api('ConnectCount', 'Sum'), api('MessageCount', 'Sum')]),
      graph(
        'Frames by endpoint',
        ENDPOINTS.map((route) => this.#bot('Frames', 'Sum', { Route: route }, route)),
      ),
    );
    board.addWidgets(
      heading('Response times'),
      graph('Time to first chunk', this.#percentiles('TimeToFirstChunk')),
      graph('Time to the end of a reply', this.#percentiles('TimeToFinish')),
      graph(
        'Integration latency',
        ['p50', 'p95', 'p99'].map((statistic) => api('IntegrationLatency', statistic)),
      ),
      graph('Wait for a worker', this.#percentiles('QueueAge')),
    );
    board.addWidgets(
      heading('Error rates by endpoint'),
      graph(
        'Refused and failed connects and frames',
        ['ClientError', 'ExecutionError', 'IntegrationError'].map((kind) => api(kind, 'Sum')),
      ),
      graph(
        'Percent of frames, by endpoint',
        ENDPOINTS.map((route) => this.#errorRate(route)),
      ),
    );
    board.addWidgets(
      heading('Business'),
      graph('Turns, and those given to a person', [
        this.#sum('Turns', 'turns'),
        this.#sum('HandOffs', 'handedOver'),
      ]),
      graph('Resolved without a person, percent', [
        new MathExpression({
          expression: '100 * (1 - handedOver / MAX([turns, 1]))',
          usingMetrics: { handedOver: this.#sum('HandOffs', ''), turns: this.#sum('Turns', '') },
          label: 'resolved',
          period: PERIOD,
        }),
      ]),
      graph('Refused for their plan, by level: what an upgrade would sell', [this.#by('Denials')]),
      graph('Actions, by what became of them', [this.#by('Actions')]),
      graph('Tokens', [this.#sum('InputTokens', 'input'), this.#sum('OutputTokens', 'output')]),
      graph('US dollars for models', [this.#by('Cost')]),
    );
  }

  #percentiles(name: MetricName): IMetric[] {
    return ['p50', 'p95', 'p99'].map((statistic) => this.#bot(name, statistic, {}, statistic));
  }

  #bot(metricName: MetricName, statistic: string, dimensions: Record<string, string>, label: string): Metric {
    return new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: { service: metricsService(this.#environment.name), ...dimensions },
      statistic,
      label,
      period: PERIOD,
    });
  }

  #errorRate(route: string): MathExpression {
    return new MathExpression({
      expression: `100 * FILL(errors_${route}, 0) / MAX([frames_${route}, 1])`,
      usingMetrics: {
        [`errors_${route}`]: this.#bot('FrameErrors', 'Sum', { Route: route }, route),
        [`frames_${route}`]: this.#bot('Frames', 'Sum', { Route: route }, route),
      },
      label: route,
      period: PERIOD,
    });
  }

  /** One number over all values of the metric's dimension. By a search: of queries a graph can have one (“Metrics Insights quotas”). */
  #sum(name: MetricName, label: string): MathExpression {
    const expression = sumOf(this.#environment.name, name, PERIOD.toSeconds());
    return new MathExpression({ expression, label, period: PERIOD });
  }

  /** A line for each value of the metric's dimension; alone in its graph. */
  #by(name: MetricName): MathExpression {
    return new MathExpression({
      expression: sumQuery(this.#environment, name, true),
      label: '',
      period: PERIOD,
    });
  }
}

const heading = (text: string): TextWidget =>
  new TextWidget({ markdown: `# ${text}`, width: WIDTH, height: 1 });

const graph = (title: string, left: IMetric[]): GraphWidget =>
  new GraphWidget({ title, left, width: WIDTH / 2, height: 6, leftYAxis: { min: 0 } });
