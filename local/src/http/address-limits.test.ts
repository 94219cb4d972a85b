import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import { expect, it, vi } from 'vitest';
import { mustOpen, testWeb } from '../testing/web.ts';

// Small enough to be reached, and wide for each of the people behind one address.
vi.mock('./limits.ts', () => ({
  SOCKETS_PER_PRINCIPAL: 10,
  SOCKETS_PER_ADDRESS: 2,
  FRAMES_PER_PRINCIPAL: { burst: 100, perSecond: 1 },
  FRAMES_PER_ADDRESS: { burst: 3, perSecond: 2 },
}));

/** As long as a slow machine may need. */

/** A server behind a front of this machine, which says from where people come. */
const web = async (received = vi.fn(() => Promise.resolve('open' as const))) => {
  const { open, ...rest } = await testWeb({ config: { trustedProxies: ['127.0.0.1'] }, receive: received });
  const from = (address: string, who: string) =>
    open(['asb.v1', who], { headers: { 'x-forwarded-for': address } });
  return { ...rest, from, received };
};

it('takes so many sockets from one address, whoever opens them, until one closes', async () => {
  const { from, disconnected } = await web();
  const first = mustOpen(await from('203.0.113.1', 'ann'));
  mustOpen(await from('203.0.113.1', 'ben'));

  await expect(from('203.0.113.1', 'cleo')).resolves.toBe(429);
  mustOpen(await from('203.0.113.2', 'cleo'));

  first.socket.close();
  await eventually(() => expect(disconnected).toHaveLength(1));
  mustOpen(await from('203.0.113.1', 'cleo'));
});

it('takes so many frames from one address, whoever sends them', async () => {
  const { from, received, clock } = await web();
  const ann = mustOpen(await from('203.0.113.1', 'ann'));
  const ben = mustOpen(await from('203.0.113.1', 'ben'));
  const other = mustOpen(await from('203.0.113.2', 'cleo'));
  for (let n = 0; n < 3; n++) ann.socket.send('{"action":"ping"}');
  await eventually(() => expect(received).toHaveBeenCalledTimes(3));

  ben.socket.send('{"action":"ping","requestId":"r"}');
  await eventually(() => expect(ben.heard).toHaveLength(1));
  expect(JSON.parse(ben.heard[0] ?? '')).toMatchObject({
    code: 'rate_limited',
    requestId: 'r',
    retryAfterMs: 500,
  });
  other.socket.send('{"action":"ping"}');
  await eventually(() => expect(received).toHaveBeenCalledTimes(4));

  clock.advance(500);
  ben.socket.send('{"action":"ping"}');
  await eventually(() => expect(received).toHaveBeenCalledTimes(5));
});
