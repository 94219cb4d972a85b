import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import { CAUGHT, METRICS, METRICS_NAMESPACE, metricsService } from '@agentic-service-bot/aws/metrics';
import type { MetricDefinition } from '@agentic-service-bot/aws/metrics';
import { TABLES } from '@agentic-service-bot/aws/tables';
import type { TableName } from '@agentic-service-bot/aws/tables';
import { ENDPOINTS } from '../../src/dashboard.ts';
import { namesOf } from '../../src/names.ts';
import { operationsOn } from '../../src/table-actions.ts';
import type { Template } from '../../src/template.ts';
import type { Found, Rule } from '../rule.ts';
import { all, at, every, list, property, remove, same, set, show, target, text } from '../rule.ts';

const ALARM = 'AWS::CloudWatch::Alarm';
const DASHBOARD = 'AWS::CloudWatch::Dashboard';

/** AWS's metrics that we use, with their dimensions, as its documentation has them. */
const AWS_METRICS: Readonly<
  Record<string, { readonly names: readonly string[]; readonly dimensions: readonly string[] }>
> = {
  'AWS/Lambda': { names: ['Duration', 'Errors', 'Invocations', 'Throttles'], dimensions: ['FunctionName'] },
  'AWS/ApiGateway': {
    names: [
      'ClientError',
      'ConnectCount',
      'ExecutionError',
      'IntegrationError',
      'IntegrationLatency',
      'MessageCount',
    ],
    dimensions: ['ApiId', 'Stage'],
  },
  'AWS/DynamoDB': { names: ['ThrottledRequests'], dimensions: ['Operation', 'TableName'] },
  'AWS/SQS': {
    names: ['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible'],
    dimensions: ['QueueName'],
  },
};

const caughtBy: Partial<Record<keyof typeof FUNCTIONS, string>> = CAUGHT;
const bot: Readonly<Record<string, MetricDefinition>> = METRICS;

const isQuery = (expression: unknown): boolean => text(expression).startsWith('SELECT');

interface Used {
  readonly where: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly string[];
}

/** `SELECT SUM("name") FROM SCHEMA("namespace", "dimensions") WHERE "service" = '…'`: any name may be a reserved word. */
const QUERY =
  /^SELECT SUM\("(\w+)"\) FROM SCHEMA\("(\w+)", ("\w+"(?:, "\w+")*)\) WHERE "service" = '([\w-]+)'( GROUP BY "(\w+)")?$/;

/** `SUM(SEARCH('{namespace,dimensions} MetricName="name" service="…"', 'Sum', seconds))`. */
const SEARCH = /^SUM\(SEARCH\('\{(\w+),([\w,]+)\} MetricName="(\w+)" service="([\w-]+)"', 'Sum', 300\)\)$/;

function inQuery(where: string, expression: unknown, service: string): Used[] {
  if (typeof expression !== 'string') return [];
  if (expression.includes('SEARCH')) {
    const [, namespace = '', dimensions = '', name = '', of] = SEARCH.exec(expression) ?? [];
    const read = of === service ? name : `${expression} (unreadable)`;
    return [{ where, namespace, name: read, dimensions: dimensions.split(',') }];
  }
  if (!isQuery(expression)) return [];
  const [, name = '', namespace = '', dimensions = '', of = '', , group] = QUERY.exec(expression) ?? [];
  const names = dimensions.replaceAll('"', '').split(', ');
  const fine = of === service && (group === undefined || names.includes(group));
  return [{ where, namespace, name: fine ? name : `${expression} (unreadable)`, dimensions: names }];
}

function metricsOf(template: Template, service: string): Used[] {
  const used: Used[] = [];
  for (const alarm of all(template, ALARM)) {
    if (property(alarm, 'MetricName') !== undefined) used.push(fromMetric(alarm.id, alarm.Properties));
    for (const query of list(alarm, 'Metrics')) {
      const metric = at(query, 'MetricStat.Metric');
      if (metric !== undefined) used.push(fromMetric(alarm.id, metric));
      used.push(...inQuery(alarm.id, at(query, 'Expression'), service));
    }
  }
  for (const widget of widgetsOf(template)) {
    const where = `the dashboard's “${text(at(widget, 'properties.title'))}”`;
    for (const row of (at(widget, 'properties.metrics') ?? []) as unknown[][]) {
      if (typeof row[0] === 'string') {
        const dimensions = row
          .slice(2)
          .filter((_, index) => index % 2 === 0)
          .filter((name): name is string => typeof name === 'string');
        used.push({ where, namespace: row[0], name: text(row[1]), dimensions });
      } else used.push(...inQuery(where, at(row[0], 'expression'), service));
    }
  }
  return used;
}

const fromMetric = (where: string, metric: unknown): Used => ({
  where,
  namespace: text(at(metric, 'Namespace')),
  name: text(at(metric, 'MetricName')),
  dimensions: ((at(metric, 'Dimensions') ?? []) as unknown[]).map((dimension) => text(at(dimension, 'Name'))),
});

const widgetsOf = (template: Template): unknown[] => {
  const body = text(at(all(template, DASHBOARD)[0]?.Properties, 'DashboardBody'));
  return (JSON.parse(body) as { widgets: unknown[] }).widgets;
};

/** Whether an alarm looks at this metric of this thing. */
const looksAt = (found: Found, ...words: string[]): boolean =>
  words.every((word) => show(found.Properties).includes(word));

export const OBSERVABILITY_RULES: readonly Rule[] = [
  {
    says: 'Every alarm tells the critical topic when it begins and when it is over, says what is wrong, and holds silence for good',
    problems: ({ template, environment }) => {
      const critical = (value: unknown): boolean => {
        const [topic, ...others] = Array.isArray(value) ? (value as unknown[]) : [];
        const found = target(template, topic);
        return (
          others.length === 0 &&
          found !== undefined &&
          property(found, 'TopicName') === namesOf(environment, 'critical')
        );
      };
      return every(template, ALARM, {
        AlarmActions: critical,
        OKActions: critical,
        ActionsEnabled: (value) => value !== false,
        TreatMissingData: 'notBreaching',
        AlarmDescription: (value) => typeof value === 'string' && value.length > 20,
      });
    },
    mutations: {
      'tells nobody': (t) => set(t, ALARM, 'AlarmActions', []),
      'never over': (t) => set(t, ALARM, 'OKActions', undefined),
      'switched off': (t) => set(t, ALARM, 'ActionsEnabled', false),
      'silence is trouble': (t) => set(t, ALARM, 'TreatMissingData', 'breaching'),
      'says nothing': (t) => set(t, ALARM, 'AlarmDescription', ''),
    },
  },
  {
    says: 'There is an alarm on everything that the requirement names, and on what our own way of working can do wrong',
    problems: ({ template, environment }) => {
      const alarms = all(template, ALARM);
      const wanted: [string, (found: Found) => boolean][] = [];
      for (const name of Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[]) {
        const alarmName = (kind: string) => `"AlarmName":"${namesOf(environment, `${name}-${kind}`)}"`;
        wanted.push([
          `errors of ${name}`,
          (found) =>
            looksAt(
              found,
              alarmName('errors'),
              '"Errors"',
              '"Invocations"',
              `"${caughtBy[name] ?? 'Errors'}"`,
            ),
        ]);
        wanted.push([
          `throttles of ${name}`,
          (found) => looksAt(found, alarmName('throttles'), '"Throttles"'),
        ]);
      }
      for (const kind of ['ClientError', 'ExecutionError', 'IntegrationError']) {
        wanted.push([
          `the API's ${kind}, though nobody gets in`,
          (found) => looksAt(found, `"${kind}"`, 'FILL(connects, 0) + FILL(frames, 0)', '"MessageCount"'),
        ]);
      }
      for (const table of Object.keys(TABLES) as TableName[]) {
        const name = namesOf(environment, `${table}-throttled`);
        for (const operation of operationsOn(table)) {
          wanted.push([
            `${operation} on ${table}`,
            (found) => looksAt(found, `"${name}"`, '"ThrottledRequests"', `"${operation}"`),
          ]);
        }
      }
      for (const words of [
        ['queue-age', 'ApproximateAgeOfOldestMessage'],
        ['routine-age', 'ApproximateAgeOfOldestMessage'],
        ['lost', 'ApproximateNumberOfMessagesVisible'],
        ['missed-schedules', 'ApproximateNumberOfMessagesVisible'],
        ['dead-letters', '"Invocations"'],
        ['work-time', '"Duration"', '"Maximum"'],
        ['SUM(\\"ModelFailures\\")'],
        ['SUM(\\"Cost\\")'],
        ['SUM(\\"Faults\\")'],
      ]) {
        wanted.push([words.join(', '), (found) => looksAt(found, ...words)]);
      }
      return wanted.filter(([, is]) => !alarms.some(is)).map(([what]) => `no alarm on ${what}`);
    },
    mutations: {
      'silent while nobody gets in': (t) =>
        edit(t, 'api-ExecutionError', 'Metrics.0.Expression', (was) => text(was).replaceAll(', 0)', ')')),
      'what work catches is nothing': (t) =>
        edit(
          t,
          'work-errors',
          'Metrics',
          (metrics) => JSON.parse(JSON.stringify(metrics).replace('"work"', '"other"')) as unknown,
        ),
      ...Object.fromEntries(
        [
          'receive-errors',
          'work-throttles',
          'api-IntegrationError',
          'messages-throttled',
          'queue-age',
          'routine-age',
          'missed-schedules',
          'lost',
          'dead-letters',
          'work-time',
          'model-failures',
          'model-cost',
          'faults',
        ].map((name) => [
          `no ${name}`,
          (t: Template) =>
            remove(t, ALARM, (found) => text(property(found, 'AlarmName')).endsWith(`-${name}`)),
        ]),
      ),
    },
  },
  {
    says: 'Every metric in alarms and dashboard is one that AWS or our functions emit, with these dimensions',
    problems: ({ template, environment }) =>
      metricsOf(template, metricsService(environment.name)).flatMap(
        ({ where, namespace, name, dimensions }) => {
          const own = namespace === METRICS_NAMESPACE ? bot[name] : undefined;
          const known = own
            ? ['service', ...own.dimensions]
            : AWS_METRICS[namespace]?.names.includes(name)
              ? AWS_METRICS[namespace].dimensions
              : undefined;
          return known && same(dimensions.toSorted(), known.toSorted())
            ? []
            : [`${where}: nobody emits ${namespace} ${name} by ${show(dimensions)}`];
        },
      ),
    mutations: {
      'a REST API’s metric': (t) =>
        set(t, ALARM, 'Metrics.1.MetricStat.Metric.MetricName', '5XXError', (found) =>
          text(property(found, 'AlarmName')).includes('api-'),
        ),
      'a dimension less': (t) =>
        set(t, ALARM, 'Dimensions', [], (found) => property(found, 'Dimensions') !== undefined),
      'a metric of ours that is none': (t) => editQuery(t, (query) => query.replace('Faults', 'Nothing')),
      'another environment’s': (t) => editQuery(t, (query) => query.replace(/'.*'/, "'other'")),
      'a reserved word as it is': (t) => editQuery(t, (query) => query.replace('"Where"', 'Where')),
      'a search for what nobody emits': (t) =>
        editBoard(t, (body) => body.replace('MetricName=\\"Turns\\"', 'MetricName=\\"Replies\\"')),
      'a search in another environment': (t) =>
        editBoard(t, (body) => body.replace(/ service=\\"[\w-]+\\"/, ' service=\\"other\\"')),
    },
  },
  {
    // “Metrics Insights quotas” and “Limits that apply to alarms based on metric math expressions”, in CloudWatch's guide.
    says: 'A graph asks one query of Metrics Insights, an alarm looks at ten metrics, at most: CloudWatch takes no more',
    problems: ({ template }) => [
      ...widgetsOf(template).flatMap((widget) => {
        const rows = (at(widget, 'properties.metrics') ?? []) as unknown[][];
        const queries = rows.filter(([first]) => isQuery(at(first, 'expression')));
        return queries.length < 2
          ? []
          : [`“${text(at(widget, 'properties.title'))}” has ${queries.length} queries`];
      }),
      ...all(template, ALARM).flatMap((found) => {
        const metrics = list(found, 'Metrics').filter((query) => at(query, 'MetricStat') !== undefined);
        return metrics.length <= 10 ? [] : [`${found.id} looks at ${metrics.length} metrics`];
      }),
    ],
    mutations: {
      'two queries in a graph': (t) =>
        editBoard(t, (body) => body.replaceAll(/SUM\(SEARCH\('[^']+', 'Sum', 300\)\)/g, 'SELECT SUM(x)')),
      'eleven metrics': (t) =>
        edit(t, 'messages-throttled', 'Metrics', (metrics) =>
          Array.from({ length: 11 }, () => (metrics as unknown[])[1]),
        ),
    },
  },
  {
    says: 'The dashboard has the three views of the requirement and the business’s, and every endpoint in each view that is by endpoint',
    problems: ({ template }) => {
      const widgets = widgetsOf(template);
      const headings = widgets
        .filter((widget) => at(widget, 'type') === 'text')
        .map((widget) => at(widget, 'properties.markdown'));
      const wanted = ['# Request volume', '# Response times', '# Error rates by endpoint', '# Business'];
      const byEndpoint = widgets.filter((widget) => /by endpoint/.test(text(at(widget, 'properties.title'))));
      return [
        ...(same(headings, wanted) ? [] : [`the views are ${show(headings)}`]),
        ...(byEndpoint.length === 2 ? [] : ['a view by endpoint is missing']),
        ...byEndpoint.flatMap((widget) =>
          ENDPOINTS.filter(
            (endpoint) => !show(at(widget, 'properties.metrics')).includes(`"${endpoint}"`),
          ).map((endpoint) => `${endpoint} is not in “${text(at(widget, 'properties.title'))}”`),
        ),
      ];
    },
    mutations: {
      'a view less': (t) => editBoard(t, (body) => body.replace('# Response times', '# Times')),
      'an endpoint less': (t) => editBoard(t, (body) => body.replaceAll('"sendMessage"', '"other"')),
    },
  },
];

/** Changes a property of the alarm of this name. */
function edit(template: Template, name: string, path: string, change: (value: unknown) => unknown): void {
  const is = (found: Found) => text(property(found, 'AlarmName')).endsWith(`-${name}`);
  const alarm = all(template, ALARM).find(is);
  set(template, ALARM, path, change(alarm && property(alarm, path)), is);
}

const editQuery = (template: Template, change: (query: string) => string): void =>
  edit(template, 'faults', 'Metrics.0.Expression', (query) => change(text(query)));

function editBoard(template: Template, edit: (body: string) => string): void {
  const board = all(template, DASHBOARD)[0];
  Reflect.set(board?.Properties ?? {}, 'DashboardBody', edit(text(at(board?.Properties, 'DashboardBody'))));
}
