import type { FunctionName } from './functions.ts';

/** What a metric counts or measures, as CloudWatch names units. */
export type MetricUnit = 'Count' | 'Milliseconds' | 'None';

/** One metric of the bot. Every one has the dimension `service` first, its value {@link metricsService}. */
export interface MetricDefinition {
  readonly unit: MetricUnit;
  /** The dimensions beside `service`. A metric is always emitted with all of them, so alarms name them all. */
  readonly dimensions: readonly string[];
  readonly description: string;
}

/** The CloudWatch namespace of {@link METRICS}. */
export const METRICS_NAMESPACE = 'AgenticServiceBot';

/** The value of the dimension `service` in an environment. */
export const metricsService = (environment: string): string => `agentic-service-bot-${environment}`;

/** The metrics that the functions emit, beside AWS's own. */
export const METRICS = {
  Turns: { unit: 'Count', dimensions: ['End'], description: 'Replies that ended: finish or abort' },
  TimeToFirstChunk: {
    unit: 'Milliseconds',
    dimensions: [],
    description: "From a reply's start to the first words or the first action that its customer sees",
  },
  TimeToFinish: { unit: 'Milliseconds', dimensions: [], description: 'From the start of a reply to its end' },
  Actions: {
    unit: 'Count',
    dimensions: ['Status'],
    description: 'Calls of actions by what became of them: done, denied, failed or unknown',
  },
  Denials: { unit: 'Count', dimensions: ['Level'], description: 'Refused calls, by the service level' },
  HandOffs: { unit: 'Count', dimensions: ['Priority'], description: 'Conversations given to a person' },
  ModelSteps: { unit: 'Count', dimensions: ['Model'], description: 'Messages of a model' },
  ModelFailures: {
    unit: 'Count',
    dimensions: ['Model'],
    description: 'Messages that a model could not give',
  },
  InputTokens: { unit: 'Count', dimensions: ['Model'], description: 'Tokens read, cached ones too' },
  OutputTokens: { unit: 'Count', dimensions: ['Model'], description: 'Tokens written' },
  Cost: { unit: 'None', dimensions: ['Model'], description: 'US dollars at list prices, where known' },
  ClaimsWithheld: {
    unit: 'Count',
    dimensions: [],
    description: 'Sentences held back because they claimed what the ledger does not have',
  },
  Frames: { unit: 'Count', dimensions: ['Route'], description: "Clients' frames, by their action" },
  FrameErrors: { unit: 'Count', dimensions: ['Route'], description: 'Frames answered with error' },
  FrameTime: { unit: 'Milliseconds', dimensions: ['Route'], description: 'How long a frame was handled' },
  Faults: { unit: 'Count', dimensions: ['Where'], description: 'Faults of the bot itself' },
  QueueAge: {
    unit: 'Milliseconds',
    dimensions: [],
    description: 'How long a doorbell waited until a worker took it',
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof METRICS;

/**
 * What sums a metric up over all values of its dimensions, for each so many seconds: an expression of CloudWatch's, in which any number of
 * searches may stand. No alarm takes one.
 */
export function sumOf(environment: string, name: MetricName, seconds: number): string {
  const schema = [METRICS_NAMESPACE, 'service', ...METRICS[name].dimensions].join(',');
  const search = `{${schema}} MetricName="${name}" service="${metricsService(environment)}"`;
  return `SUM(SEARCH('${search}', 'Sum', ${seconds}))`;
}

/**
 * Where the faults are that a function catches and reports, by its name. For Lambda such a run has succeeded, so what watches
 * a function counts them beside the errors that it throws.
 */
export const CAUGHT = {
  receive: 'socket',
  work: 'work',
  closeTurn: 'give up',
} as const satisfies Partial<Record<FunctionName, string>>;
