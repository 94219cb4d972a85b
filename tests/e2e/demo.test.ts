import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handshake, HandshakeRefused, SUBPROTOCOL } from '../protocol-client/handshake.ts';
import { demoTarget, type Target } from '../protocol-client/target.ts';
import { startServer, temporaryDirectory, type Server } from '../support/server.ts';

const CUSTOMER = 'cust_001';

let data: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Server;
let target: Target;

/** What only one machine has, and only in demo mode. */
beforeAll(async () => {
  data = await temporaryDirectory();
  server = await startServer({ DATA_DIR: data.path });
  target = demoTarget(server.url);
});

afterAll(async () => {
  await server.stop();
  await data.remove();
});

describe('the demo paths', () => {
  it('say who can be tried', async () => {
    const { customers, operators } = await target.principals();

    expect(customers.length).toBeGreaterThanOrEqual(6);
    expect(customers).toContainEqual(
      expect.objectContaining({
        id: CUSTOMER,
        name: expect.any(String) as string,
        serviceLevel: expect.anything() as unknown,
      }),
    );
    expect(operators).toContainEqual({
      id: expect.any(String) as string,
      name: expect.any(String) as string,
    });
  });

  it('mint no token for an unknown id', async () => {
    await expect(target.mintToken('nobody')).rejects.toThrow('404');
    await expect(target.mintToken('__proto__')).rejects.toThrow('404');
  });

  it('are closed to a foreign host and a foreign origin', async () => {
    const get = async (path: string, headers: Record<string, string>): Promise<number | undefined> =>
      await new Promise((resolve, reject) => {
        request(`${server.url}${path}`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });

    await expect(get('/demo/principals', {})).resolves.toBe(200);
    await expect(get('/demo/principals', { host: 'evil.example' })).resolves.toBe(403);
    await expect(get('/demo/principals', { origin: 'https://evil.example' })).resolves.toBe(403);
  });

  it('health is told', async () => {
    const response = await fetch(`${server.url}/healthz`);

    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toMatchObject({ status: 'ok' });
  });
});

it('the handshake refuses a foreign origin and a foreign host', async () => {
  const token = await target.mintToken(CUSTOMER);
  for (const headers of [{ origin: 'https://evil.example' }, { host: 'evil.example' }]) {
    await expect(handshake(target, [SUBPROTOCOL, token], headers)).rejects.toEqual(new HandshakeRefused(403));
  }
});
