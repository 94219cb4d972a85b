import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../protocol-client/client.ts';
import { handshake, SUBPROTOCOL } from '../protocol-client/handshake.ts';
import type { Target } from '../protocol-client/target.ts';
import { replyTo, say } from '../protocol-client/turn.ts';
import { startServer, temporaryDirectory, type Server } from '../support/server.ts';

const SECRET = 'a secret of at least thirty-two bytes';
const ORIGIN = 'https://shop.example';

let data: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Server;
let target: Target;

interface Claims {
  readonly sub: string;
  readonly role?: string;
  readonly exp?: number;
}

/** Signs a token as a business's own backend would. */
function sign(claims: Claims, secret = SECRET): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

/** With a shared secret the server is no demo: it takes the tokens that the business's backend signs. */
beforeAll(async () => {
  data = await temporaryDirectory();
  server = await startServer({ DATA_DIR: data.path, AUTH_SECRET: SECRET, ALLOWED_ORIGINS: ORIGIN });
  target = {
    wsUrl: `${server.url.replace('http', 'ws')}/ws`,
    principals: () => Promise.reject(new Error('Only the demo tells')),
    mintToken: (sub) => Promise.resolve(sign({ sub, exp: inSeconds(600) })),
  };
});

afterAll(async () => {
  await server.stop();
  await data.remove();
});

describe('outside the demo', () => {
  it('the demo paths are not there', async () => {
    const principals = await fetch(`${server.url}/demo/principals`);
    const token = await fetch(`${server.url}/demo/token`, { method: 'POST', body: '{"sub":"cust_001"}' });

    expect([principals.status, token.status]).toEqual([404, 404]);
  });

  it('the first sight of a valid token makes a customer on the default level', async () => {
    const client = await Client.open(target, sign({ sub: `new-${randomUUID()}`, exp: inSeconds(600) }));
    const welcome = await client.request({ action: 'hello' });

    expect(welcome).toMatchObject({ principal: { role: 'customer' }, serviceLevel: { name: 'basic' } });
    await say(client, 'what devices do I have?');
    await client.close();
  });

  it('an operator is one by claim only', async () => {
    const client = await Client.open(target, sign({ sub: 'op-1', role: 'operator', exp: inSeconds(600) }));

    await expect(client.request({ action: 'hello' })).resolves.toMatchObject({
      principal: { id: 'op-1', role: 'operator' },
    });
    await client.close();
  });

  it.each([
    [
      'signed with another secret',
      sign({ sub: 'a', exp: inSeconds(600) }, 'another secret of thirty-two bytes'),
    ],
    ['expired', sign({ sub: 'a', exp: inSeconds(-600) })],
    ['without exp', sign({ sub: 'a' })],
    ['without sub', sign({ exp: inSeconds(600) } as Claims)],
    ['of an unknown role', sign({ sub: 'a', role: 'admin', exp: inSeconds(600) })],
  ])('a token %s is refused', async (_, token) => {
    await expect(handshake(target, [SUBPROTOCOL, token])).rejects.toMatchObject({
      status: expect.toBeOneOf([401, 403]) as number,
    });
  });

  it('only the listed origins may connect from a browser', async () => {
    const token = await target.mintToken('a');
    const socket = await handshake(target, [SUBPROTOCOL, token], { origin: ORIGIN });
    socket.close();

    await expect(
      handshake(target, [SUBPROTOCOL, token], { origin: 'https://evil.example' }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it('a connection ends with its token: unauthorized, and closed', async () => {
    const sub = `short-${randomUUID()}`;
    const client = await Client.open(target, sign({ sub, exp: inSeconds(2) }));
    const lasting = await Client.join(target, sub);
    const welcome = await client.request({ action: 'hello' });
    await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(Date.parse(welcome.expiresAt));
    const since = client.frames.length;
    const accepted = await lasting.request({ action: 'sendMessage', text: 'what devices do I have?' });
    await replyTo(lasting, accepted);

    await expect(client.refusal({ action: 'ping' })).resolves.toMatchObject({ code: 'unauthorized' });
    await client.closed;
    expect(client.frames.slice(since)).toHaveLength(1);
    await lasting.close();
  });
});
