import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { handshake } from './handshake.ts';

async function serve(
  answer: RequestListener,
): Promise<{ url: string; server: ReturnType<typeof createServer> }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`, server };
}

it('asks to open a socket without a token, and tells how that was answered', async () => {
  const { url, server } = await serve(() => undefined);
  let heard: Record<string, unknown> = {};
  server.on('upgrade', (request, socket) => {
    heard = request.headers;
    socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
  });

  expect(await handshake(url)).toBe(401);
  expect(heard['sec-websocket-protocol']).toBe('asb.v1');
  // Without a name the firewall would answer, and nothing behind it be looked at.
  expect(heard['user-agent']).toMatch(/agentic-service-bot/);
});

it('tells that a socket opened', async () => {
  const { url, server } = await serve(() => undefined);
  server.on('upgrade', (_, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  });

  expect(await handshake(url)).toBe(101);
});

it('fails if nobody is there', async () => {
  const { url, server } = await serve(() => undefined);
  server.close();

  await expect(handshake(url)).rejects.toThrow(/ECONNREFUSED|socket hang up/);
});
