import type { Alert, Alerts } from '../ports/index.ts';
import { stored, yielded } from './stored.ts';

/** Records alerts. */
export class MemoryAlerts implements Alerts {
  /** What was raised, oldest first. */
  readonly raised: Alert[] = [];

  async raise(alert: Alert): Promise<void> {
    await yielded();
    this.raised.push(stored(alert));
  }
}
