import type { Alert, Alerts } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { START } from './samples.ts';
import { eventually } from '@agentic-service-bot/bot/testing/eventually';

/** Alerts, and what came of them at the other end. */
export interface AlertsUnderTest {
  readonly alerts: Alerts;
  /** What came through, oldest first. */
  readonly received: readonly Alert[];
  /** From now on the other end refuses what it is sent. */
  refuse(): void;
}

const alert: Alert = {
  kind: 'waiting',
  conversationId: 'cv_1',
  priority: 'dedicated',
  waitingSince: START.toISOString(),
};

export const alertsChecks = {
  'delivers an alert as it is': async ({ port: { alerts, received } }) => {
    await alerts.raise(alert);
    await eventually(() => expect(received).toEqual([alert]));
  },

  'throws where it can’t deliver': async ({ port: { alerts, refuse } }) => {
    refuse();
    await expect(alerts.raise(alert)).rejects.toThrow();
  },
} satisfies Checks<AlertsUnderTest>;

export const alertsContract = contract<AlertsUnderTest, keyof typeof alertsChecks>('alerts', alertsChecks);
