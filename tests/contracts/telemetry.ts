import type { BotEvent, Telemetry } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';

const place = { conversationId: 'cv', turn: 'm_1' };

const EVENTS: readonly BotEvent[] = [
  { type: 'turn-finished', ...place, ms: 12, firstChunkMs: 3, steps: 2, end: 'finish' },
  { type: 'turn-finished', ...place, ms: 12, steps: 0, end: 'abort' },
  {
    type: 'model-step',
    ...place,
    step: 0,
    model: 'test/scripted',
    ms: 1,
    inputTokens: 1,
    outputTokens: 2,
    cachedTokens: 0,
    dollars: 0.25,
    firstTokenMs: 0,
  },
  { type: 'model-failed', ...place, step: 0, model: 'test/scripted', error: 'Too many requests' },
  { type: 'action', ...place, action: '\ud800 "not\nan action"', level: 'basic', status: 'failed' },
  { type: 'claim-withheld', ...place },
  { type: 'hand-off', conversationId: 'cv', priority: 'standard' },
  { type: 'frame', action: 'sendMessage', ms: 0, error: 'rate_limited' },
  { type: 'fault', where: 'work', error: 'Error: a\nb' },
];

export const telemetryChecks = {
  'takes every event without throwing': async ({ port: telemetry }) => {
    for (const event of EVENTS) expect(() => telemetry.report(event)).not.toThrow();
    await Promise.resolve();
  },
} satisfies Checks<Telemetry>;

export const telemetryContract = contract<Telemetry, keyof typeof telemetryChecks>(
  'telemetry',
  telemetryChecks,
);
