import { expect, it, vi } from 'vitest';
import { webhookAlerts, writtenAlerts } from './alerts.ts';

const alert = {
  kind: 'waiting',
  conversationId: 'cv',
  priority: 'dedicated',
  waitingSince: '2026-05-04T10:00:00.000Z',
} as const;

it('are posted as JSON, and fail when they do not arrive, without showing where to', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(new Response(null, { status: 204 })));
  const alerts = webhookAlerts(new URL('https://hooks.example/secret'), fetch);
  await alerts.raise(alert);

  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', body: JSON.stringify(alert) });
  fetch.mockResolvedValueOnce(new Response(null, { status: 500 }));
  await expect(alerts.raise(alert)).rejects.toThrow('The webhook for alerts answered 500.');
});

it('are written down where there is no webhook', async () => {
  const write = vi.fn();
  await writtenAlerts(write).raise(alert);

  expect(JSON.parse(String(write.mock.calls[0]?.[0]))).toMatchObject({
    severity: 'warn',
    type: 'alert',
    ...alert,
  });
});
