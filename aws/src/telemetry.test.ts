import type { BotEvent } from '@agentic-service-bot/bot/ports';
import { afterEach, expect, it, vi } from 'vitest';
import { METRICS } from './metrics.ts';
import { cloudTelemetry } from './telemetry.ts';

const at = { conversationId: 'cv', turn: 't' };
const EVENTS: readonly BotEvent[] = [
  { type: 'turn-finished', ...at, ms: 900, firstChunkMs: 120, steps: 2, end: 'finish' },
  {
    type: 'model-step',
    ...at,
    ...{ step: 0, model: 'anthropic/claude-haiku-4-5', ms: 700 },
    ...{ inputTokens: 1_000, outputTokens: 50, cachedTokens: 200, dollars: 0.004 },
  },
  { type: 'model-failed', ...at, step: 1, model: 'anthropic/claude-haiku-4-5', error: 'overloaded' },
  { type: 'action', ...at, action: 'volume_control', level: 'basic', status: 'done' },
  { type: 'action', ...at, action: 'music_services', level: 'basic', status: 'denied' },
  { type: 'claim-withheld', ...at },
  { type: 'hand-off', conversationId: 'cv', priority: 'standard' },
  { type: 'frame', action: 'sendMessage', ms: 12, error: 'rate_limited' },
  { type: 'fault', where: 'work', conversationId: 'cv', error: 'Error: throttled' },
];

afterEach(() => void vi.restoreAllMocks());

/** The lines that a function writes to its log. */
function lines(): Record<string, unknown>[] {
  const written: Record<string, unknown>[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    for (const line of String(text).trim().split('\n'))
      written.push(JSON.parse(line) as Record<string, unknown>);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(process.stdout.write);
  return written;
}

interface Embedded {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly [
      {
        readonly Namespace: string;
        readonly Dimensions: readonly [readonly string[]];
        readonly Metrics: readonly [{ readonly Name: string; readonly Unit: string }];
      },
    ];
  };
}

const isEmbedded = (line: object): line is Embedded & Record<string, unknown> => '_aws' in line;

it('the metrics that are emitted are those that are listed, with the same units and dimensions', () => {
  const written = lines();
  const { telemetry, count } = cloudTelemetry({ environment: 'dev', logLevel: 'error' });
  for (const event of EVENTS) telemetry.report(event);
  count('QueueAge', 40);
  const emitted = written.filter(isEmbedded).map((line) => {
    const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
    expect(Namespace).toBe('AgenticServiceBot');
    expect(line['service']).toBe('agentic-service-bot-dev');
    expect(Dimensions[0].every((name) => typeof line[name] === 'string')).toBe(true);
    return [Metrics[0].Name, Metrics[0].Unit, Dimensions[0]];
  });
  const listed = Object.entries(METRICS).map(([name, { unit, dimensions }]) => [
    name,
    unit,
    ['service', ...dimensions],
  ]);
  const unique = [...new Set(emitted.map((metric) => JSON.stringify(metric)))];
  expect(unique.sort()).toEqual(listed.map((metric) => JSON.stringify(metric)).sort());
});

it('what happened is measured', () => {
  const written = lines();
  const { telemetry } = cloudTelemetry({ environment: 'dev', logLevel: 'error' });
  for (const event of EVENTS) telemetry.report(event);
  const find = (name: string) => written.filter((line) => name in line);
  expect(find('TimeToFirstChunk')).toMatchObject([{ TimeToFirstChunk: 120 }]);
  expect(find('Turns')).toMatchObject([{ Turns: 1, End: 'finish' }]);
  expect(find('Actions')).toMatchObject([{ Status: 'done' }, { Status: 'denied' }]);
  expect(find('Denials')).toMatchObject([{ Denials: 1, Level: 'basic' }]);
  expect(find('Cost')).toMatchObject([{ Cost: 0.004, Model: 'anthropic/claude-haiku-4-5' }]);
  expect(find('FrameErrors')).toMatchObject([{ FrameErrors: 1, Route: 'sendMessage' }]);
  expect(find('Faults')).toMatchObject([{ Where: 'work' }]);
});

it('what is not known is not counted', () => {
  const written = lines();
  const { telemetry } = cloudTelemetry({ environment: 'dev', logLevel: 'error' });
  const [finished, step] = EVENTS;
  const { dollars: _dollars, ...unpriced } = step as Extract<BotEvent, { type: 'model-step' }>;
  const { firstChunkMs: _, ...never } = finished as Extract<BotEvent, { type: 'turn-finished' }>;
  for (const event of [never, unpriced, { type: 'frame', action: 'ping', ms: 1 }])
    telemetry.report(event as BotEvent);
  const names = written
    .filter(isEmbedded)
    .map(({ _aws }) => _aws.CloudWatchMetrics[0].Metrics[0].Name)
    .sort();
  expect(names).toEqual([
    ...['FrameTime', 'Frames', 'InputTokens', 'ModelSteps'],
    ...['OutputTokens', 'TimeToFinish', 'Turns'],
  ]);
});

it('the log is JSON with levels, and says which conversation and which request it is about', () => {
  const written = lines();
  const { telemetry, logger } = cloudTelemetry({
    environment: 'prod',
    logLevel: undefined,
  });
  logger.appendKeys({ requestId: 'req-1' });
  for (const event of EVENTS) telemetry.report(event);
  const log = written.filter((line) => !isEmbedded(line));
  expect(log.map(({ level, message }) => [level, message])).toEqual([
    ['INFO', 'turn-finished'],
    ['INFO', 'model-step'],
    ['WARN', 'model-failed'],
    ['INFO', 'action'],
    ['INFO', 'action'],
    ['WARN', 'claim-withheld'],
    ['INFO', 'hand-off'],
    ['ERROR', 'fault'],
  ]);
  expect(log.every((line) => line['requestId'] === 'req-1' && line['conversationId'] === 'cv')).toBe(true);
  expect(log.at(-1)).toMatchObject({
    service: 'agentic-service-bot-prod',
    where: 'work',
    error: 'Error: throttled',
  });
});
