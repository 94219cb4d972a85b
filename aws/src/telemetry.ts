import { SEVERITIES, type BotEvent, type Telemetry } from '@agentic-service-bot/bot/ports';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRICS, METRICS_NAMESPACE, metricsService, type MetricName } from './metrics.ts';

/** Counts one metric, with a value for each of its dimensions in their order. */
export type Count = (name: MetricName, value: number, ...dimensions: readonly string[]) => void;

export interface TelemetryOptions {
  readonly environment: 'dev' | 'prod';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | undefined;
}

/** JSON lines for CloudWatch Logs, and metrics embedded in them. */
export function cloudTelemetry({ environment, logLevel }: TelemetryOptions): {
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly count: Count;
} {
  const service = metricsService(environment);
  const logger = new Logger({ serviceName: service, logLevel: logLevel ?? 'info' });
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: service });
  const count: Count = (name, value, ...dimensions) => {
    const { unit, dimensions: names } = METRICS[name];
    // One line each: their dimensions differ, and a line has one set.
    const one = metrics.singleMetric();
    names.forEach((dimension, index) => one.addDimension(dimension, dimensions[index] ?? 'unknown'));
    one.addMetric(name, unit, value);
  };
  const report = (event: BotEvent): void => {
    logger[SEVERITIES[event.type]](event.type, factsOf(event));
    measure(event, count);
  };
  return { telemetry: { report }, logger, count };
}

/** What a line says of an event. `level` is the line's own word there. */
function factsOf({ type: _, ...facts }: BotEvent): Record<string, unknown> {
  if (!('level' in facts)) return facts;
  const { level, ...others } = facts;
  return { ...others, serviceLevel: level };
}

function measure(event: BotEvent, count: Count): void {
  switch (event.type) {
    case 'turn-finished':
      count('Turns', 1, event.end);
      count('TimeToFinish', event.ms);
      if (event.firstChunkMs !== undefined) count('TimeToFirstChunk', event.firstChunkMs);
      return;
    case 'model-step': {
      count('ModelSteps', 1, event.model);
      count('InputTokens', event.inputTokens, event.model);
      count('OutputTokens', event.outputTokens, event.model);
      if (event.dollars !== undefined) count('Cost', event.dollars, event.model);
      return;
    }
    case 'model-failed':
      return count('ModelFailures', 1, event.model);
    case 'action':
      count('Actions', 1, event.status);
      if (event.status === 'denied') count('Denials', 1, event.level);
      return;
    case 'claim-withheld':
      return count('ClaimsWithheld', 1);
    case 'hand-off':
      return count('HandOffs', 1, event.priority);
    case 'frame':
      count('Frames', 1, event.action);
      count('FrameTime', event.ms, event.action);
      if (event.error !== undefined) count('FrameErrors', 1, event.action);
      return;
    case 'fault':
      return count('Faults', 1, event.where);
  }
}
