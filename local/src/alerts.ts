import type { Alert, Alerts } from '@agentic-service-bot/bot/ports';

const PATIENCE_MS = 10_000;

/** Posts each alert as JSON. */
export const webhookAlerts = (url: URL, fetch: typeof globalThis.fetch): Alerts => ({
  async raise(alert) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alert),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // The address itself may be a secret.
    if (!response.ok) throw new Error(`The webhook for alerts answered ${response.status}.`);
  },
});

/** Writes each alert as one line of JSON, where no webhook is set. */
export const writtenAlerts = (write: (line: string) => void): Alerts => ({
  async raise(alert: Alert) {
    write(JSON.stringify({ severity: 'warn', type: 'alert', ...alert }));
  },
});
