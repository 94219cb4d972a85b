import { SEVERITIES, type Telemetry } from '@agentic-service-bot/bot/ports';
import type { LogLevel } from './config/config.ts';

const RANKS: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

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
