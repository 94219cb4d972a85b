import type { Alerts, Scheduler } from '@agentic-service-bot/bot/ports';

const absent = (name: string) => (): Promise<never> =>
  Promise.reject(new Error(`This function has no ${name}: neither the client nor the permission.`));

/** In the place of timers, for a function that sets none. */
export const noScheduler: Scheduler = { set: absent('scheduler'), cancel: absent('scheduler') };

/** In the place of alerts, for a function that raises none. */
export const noAlerts: Alerts = { raise: absent('alerts') };
