import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { mustOpen, testWeb } from '../testing/web.ts';

const errors = (texts: readonly string[]): unknown[] => texts.map((text) => JSON.parse(text) as unknown);

describe('the handshake', () => {
  it('lets in who has a token, selects the subprotocol and never the token', async () => {
    const { open } = await testWeb();

    expect(mustOpen(await open()).socket.protocol).toBe('asb.v1');
  });

  it.each([
    [401, [], '/ws'],
    [401, ['asb.v1'], '/ws'],
    [401, ['asb.v2', 'ann'], '/ws'],
    [401, ['ann', 'asb.v1'], '/ws'],
    [401, ['asb.v1', 'ann', 'ben'], '/ws'],
    [401, ['asb.v1', 'nobody'], '/ws'],
    [404, ['asb.v1', 'ann'], '/other'],
  ])('is refused with %i for %j at %s', async (status, protocols, path) => {
    const { open } = await testWeb();

    await expect(open(protocols, {}, path)).resolves.toBe(status);
  });

  it('is refused with 403 to a foreign page, before anything is asked', async () => {
    const verify = vi.fn();
    const { open } = await testWeb({ verify });

    await expect(open(undefined, { origin: 'https://evil.example' })).resolves.toBe(403);
    await expect(open(undefined, { headers: { host: 'evil.example' } })).resolves.toBe(403);
    expect(verify).not.toHaveBeenCalled();
  });

  it('is refused with 503 while it can not be told who it is', async () => {
    const { open, events } = await testWeb({ verify: () => Promise.reject(new Error('no issuer')) });

    await expect(open()).resolves.toBe(503);
    expect(events).toMatchObject([{ type: 'fault', where: 'handshake', error: 'Error: no issuer' }]);
  });

  it('is refused with 429 to who has too many sockets, until one closes', async () => {
    const { open, disconnected } = await testWeb();
    const opened = await Promise.all(Array.from({ length: 50 }, () => open()));

    await expect(open()).resolves.toBe(429);
    expect(mustOpen(await open(['asb.v1', 'ben'])).socket.protocol).toBe('asb.v1');

    mustOpen(opened[0] ?? 0).socket.close();
    await eventually(() => expect(disconnected).toHaveLength(1));
    expect(mustOpen(await open()).socket.protocol).toBe('asb.v1');
  });

  it('that its client gave up meanwhile leaves nothing behind', async () => {
    const waiting = Promise.withResolvers<undefined>();
    const verify = vi.fn(() => waiting.promise);
    const { open, url } = await testWeb({ verify });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(
      'GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Protocol: asb.v1, ann\r\n\r\n',
    );
    await eventually(() => expect(verify).toHaveBeenCalled());
    socket.resetAndDestroy();
    await once(socket, 'close');
    waiting.resolve(undefined);

    await expect(open()).resolves.toBe(401);
  });
});

describe('frames', () => {
  it('of one socket are handled one after another, in order', async () => {
    const seen: string[] = [];
    const { open } = await testWeb({
      receive: async (_id, _identity, frame) => {
        seen.push(`${frame} begins`);
        await setImmediate();
        seen.push(`${frame} ends`);
        return 'open';
      },
    });
    const { socket } = mustOpen(await open());

    for (const frame of ['1', '2', '3']) socket.send(frame);
    await eventually(() => expect(seen).toHaveLength(6));

    expect(seen).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
  });

  it('of many are all handled, though no more are read than can be', async () => {
    let handled = 0;
    const { open } = await testWeb({
      receive: async () => {
        await setImmediate();
        handled++;
        return 'open';
      },
    });
    const { socket } = mustOpen(await open());

    for (let n = 0; n < 150; n++) socket.send('{}');

    await eventually(() => expect(handled).toBe(150));
  });

  it('over 32,768 bytes close with 1009', async () => {
    const received = vi.fn(() => Promise.resolve('open' as const));
    const { open } = await testWeb({ receive: received });
    const { socket, closed } = mustOpen(await open());

    socket.send('x'.repeat(32_768));
    await eventually(() => expect(received).toHaveBeenCalledOnce());
    socket.send('x'.repeat(32_769));

    await expect(closed).resolves.toMatchObject({ code: 1009 });
    expect(received).toHaveBeenCalledOnce();
  });

  it('that are binary close with 1003', async () => {
    const { open } = await testWeb();
    const { socket, closed } = mustOpen(await open());
    socket.send(Buffer.from('{}'));

    await expect(closed).resolves.toMatchObject({ code: 1003 });
  });

  it('that a fault meets are answered with nothing of it', async () => {
    const { open, events } = await testWeb({
      receive: () => Promise.reject(new Error('SQLITE_FULL at /var/lib')),
    });
    const { socket, heard } = mustOpen(await open());

    socket.send('{"action":"ping","requestId":"r-1"}');
    socket.send('{"requestId":"r-2"}');
    socket.send('nonsense');
    await eventually(() => expect(heard).toHaveLength(3));

    expect(errors(heard)).toEqual([
      { type: 'error', code: 'internal', message: expect.any(String), requestId: 'r-1' },
      { type: 'error', code: 'internal', message: expect.any(String), requestId: 'r-2' },
      { type: 'error', code: 'internal', message: expect.any(String) },
    ]);
    expect(heard.join('')).not.toContain('SQLITE');
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'fault', where: 'socket', error: 'Error: SQLITE_FULL at /var/lib' }),
    );
  });

  it('that are too many are refused, and say when to come again', async () => {
    const received = vi.fn(() => Promise.resolve('open' as const));
    const { open, clock } = await testWeb({ receive: received });
    const { socket, heard } = mustOpen(await open());

    for (let n = 0; n < 201; n++) socket.send('{"action":"ping","requestId":"r"}');
    await eventually(() => expect(heard).toHaveLength(1));

    expect(errors(heard)).toEqual([
      { type: 'error', code: 'rate_limited', message: expect.any(String), requestId: 'r', retryAfterMs: 20 },
    ]);
    clock.advance(20);
    socket.send('{"action":"ping"}');
    await eventually(() => expect(received).toHaveBeenCalledTimes(201));
  });

  it('after the end of the token are not handled, and the socket is closed', async () => {
    const received = vi.fn(() => Promise.resolve('close' as const));
    const { open } = await testWeb({ receive: received });
    const { socket, closed } = mustOpen(await open());
    socket.send('{}');
    socket.send('{}');

    await expect(closed).resolves.toMatchObject({ code: 1008 });
    expect(received).toHaveBeenCalledOnce();
  });
});

describe('a socket', () => {
  it('without a frame for ten minutes is closed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { open } = await testWeb();
      const { closed } = mustOpen(await open());
      vi.advanceTimersByTime(10 * 60_000);

      await expect(closed).resolves.toEqual({ code: 1001, reason: 'idle' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('that closes is reported once its last frame was handled', async () => {
    const order: string[] = [];
    const { open, disconnected } = await testWeb({
      receive: async () => {
        await setImmediate();
        order.push(`handled, ${disconnected.length} gone`);
        return 'open';
      },
    });
    const { socket } = mustOpen(await open());
    socket.send('{}');
    socket.close();

    await eventually(() => expect(disconnected).toEqual(['socket-1']));
    expect(order).toEqual(['handled, 0 gone']);
  });

  it('that reads nothing is dropped, and nobody else is', async () => {
    const answer = 'x'.repeat(100_000);
    const { open, disconnected } = await testWeb({
      receive: async (id, _identity, frame, sockets) => {
        for (let n = 0; n < Number(frame); n++) await sockets.send(id, answer);
        return 'open';
      },
    });
    const slow = mustOpen(await open());
    const other = mustOpen(await open());
    slow.socket.pause();

    slow.socket.send('1000');
    await eventually(() => expect(disconnected).toEqual(['socket-1']));

    other.socket.send('1');
    await eventually(() => expect(other.heard).toEqual([answer]));
  });
});

describe('over HTTP', () => {
  it('every answer is sealed', async () => {
    const { url } = await testWeb({
      config: { allowedOrigins: ['https://shop.example'], publicUrl: new URL('https://chat.example') },
    });

    for (const path of ['/', '/healthz', '/demo/principals', '/absent']) {
      const { headers } = await fetch(`${url}${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'self' https://shop.example");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    }
  });

  it('health is told until it stops', async () => {
    const { url } = await testWeb();

    await expect((await fetch(`${url}/healthz`)).json()).resolves.toEqual({ status: 'ok' });
  });

  it('health is bad while nothing can be stored', async () => {
    const { url, store } = await testWeb();
    store.database.exec('PRAGMA max_page_count = 1');
    await expect(store.settings.keep('note', 'x'.repeat(100_000))).rejects.toThrow('full');

    const response = await fetch(`${url}/healthz`);

    expect(response.status).toBe(503);
    await expect(response.json()).resolves.toEqual({ status: 'can’t write to its disk' });
  });

  it('a place where nothing is says so, and that there is no page to see yet', async () => {
    const { url } = await testWeb();
    const response = await fetch(`${url}/`);

    expect(response.status).toBe(404);
    await expect(response.json()).resolves.toEqual({
      error: expect.stringContaining('npm run build -w frontend'),
    });
  });

  it('a foreign host is refused', async () => {
    const { url } = await testWeb();
    const status = await new Promise((resolve, reject) => {
      request(url, { headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });

    expect(status).toBe(403);
  });
});

describe('the demo', () => {
  const post = (url: string, body: string) => fetch(`${url}/demo/token`, { method: 'POST', body });

  it('says who can be chosen, as they are now', async () => {
    const { url, store } = await testWeb();
    await store.customers.put({ id: 'ann', name: 'Ann', level: 'premium', timeZone: 'UTC' });

    await expect((await fetch(`${url}/demo/principals`)).json()).resolves.toEqual({
      customers: [{ id: 'ann', name: 'Ann', serviceLevel: 'premium' }],
      operators: expect.arrayContaining([{ id: 'op_001', name: 'Sam Rivera' }]),
    });
  });

  it('gives a token to them, and to nobody else', async () => {
    const { url, store } = await testWeb();
    await store.customers.put({ id: 'ann', name: 'Ann', level: 'premium', timeZone: 'UTC' });

    const answers = await Promise.all(
      [
        '{"sub":"ann"}',
        '{"sub":"op_001"}',
        '{"sub":"__proto__"}',
        '{"sub":1}',
        'nonsense',
        'x'.repeat(5_000),
      ].map(async (body) => (await post(url, body)).status),
    );

    expect(answers).toEqual([200, 200, 404, 400, 400, 400]);
  });

  it('takes each path in its own way only', async () => {
    const { url } = await testWeb();
    const statuses = await Promise.all([
      fetch(`${url}/demo/principals`, { method: 'POST' }),
      fetch(`${url}/demo/token`),
      fetch(`${url}/demo/other`),
    ]);

    expect(statuses.map(({ status }) => status)).toEqual([405, 405, 404]);
  });

  it('is not there otherwise', async () => {
    const { url } = await testWeb({ demo: false });

    expect((await fetch(`${url}/demo/principals`)).status).toBe(404);
    expect((await post(url, '{"sub":"ann"}')).status).toBe(404);
  });

  it('that fails says nothing of it', async () => {
    const { url, store, events } = await testWeb();
    store.close();
    const response = await fetch(`${url}/demo/principals`);

    expect(response.status).toBe(500);
    await expect(response.json()).resolves.toEqual({ error: 'A fault of the server.' });
    expect(events).toMatchObject([{ type: 'fault', where: 'http' }]);
  });
});

describe('when it stops', () => {
  it('it says goodbye, and takes nobody new', async () => {
    const { web, open, url } = await testWeb();
    const { closed } = mustOpen(await open());

    await web.close();

    await expect(closed).resolves.toMatchObject({ code: 1001 });
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('it does not wait for those who do not answer', async () => {
    const { web, open, url } = await testWeb();
    mustOpen(await open()).socket.pause();
    const idle = connect(Number(new URL(url).port), '127.0.0.1');
    await once(idle, 'connect');

    await expect(web.close()).resolves.toBeUndefined();
    idle.destroy();
  });
});

describe('where people sign in', () => {
  const signIn = {
    issuer: 'https://login.example.com',
    authorizationEndpoint: 'https://login.example.com/authorize',
    tokenEndpoint: 'https://tokens.example.com/token',
    clientId: 'pages',
  };

  it('the pages read it, and may ask there', async () => {
    const { url } = await testWeb({ demo: false, signIn: () => Promise.resolve(signIn), page: '<title>' });

    await expect((await fetch(`${url}/config.json`)).json()).resolves.toEqual({ signIn });
    const { headers } = await fetch(`${url}/`);
    expect(headers.get('content-security-policy')).toContain(
      "connect-src 'self' https://tokens.example.com;",
    );
  });

  it('without a setting there is nothing to read', async () => {
    const { url } = await testWeb();

    await expect((await fetch(`${url}/config.json`)).json()).resolves.toEqual({});
  });

  it('an issuer that can not be reached is a fault, and the page is served', async () => {
    const { url, events } = await testWeb({ signIn: () => Promise.reject(new Error('no issuer')) });

    expect((await fetch(`${url}/`)).headers.get('content-security-policy')).toContain("connect-src 'self';");
    expect((await fetch(`${url}/config.json`)).status).toBe(500);
    expect(events).toHaveLength(2);
  });
});
