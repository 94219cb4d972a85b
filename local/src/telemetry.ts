import type { BotEvent, Telemetry } from '@agentic-service-bot/bot/ports';
import type { LogLevel } from './config/config.ts';

const RANKS: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

const SEVERITIES: Readonly<Record<BotEvent['type'], LogLevel>> = {
  frame: 'debug',
  action: 'info',
  'hand-off': 'info',
  'model-step': 'info',
  'turn-finished': 'info',
  'claim-withheld': 'warn',
  'model-failed': 'warn',
  fault: 'error',
};

/** Writes each event from `from` on as one line of JSON. */
export function jsonLines(from: LogLevel, write: (line: string) => void, now: () => Date): Telemetry {
  return {
    report(event) {
      const severity = SEVERITIES[event.type];
      if (RANKS[severity] < RANKS[from]) return;
      write(JSON.stringify({ at: now().toISOString(), severity, ...event }));
    },
  };
}
