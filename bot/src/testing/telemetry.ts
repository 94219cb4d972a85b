import type { BotEvent, Telemetry } from '../ports/index.ts';
import { stored } from './stored.ts';

/** Records events. */
export class MemoryTelemetry implements Telemetry {
  /** What was reported, oldest first. */
  readonly events: BotEvent[] = [];

  report(event: BotEvent): void {
    this.events.push(stored(event));
  }
}
