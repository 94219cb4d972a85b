import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../testing/store.ts';
import { StaticFiles } from './static-files.ts';

/** Serves a small build. Asks over a bare socket's worth of HTTP, so that a path is sent as it is. */
async function site() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'build', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'build', 'index.html'), '<title>Chat</title>');
  writeFileSync(join(folder, 'build', 'config.json'), '{}');
  writeFileSync(join(folder, 'build', 'assets', 'app-abc123.js'), 'start();');
  writeFileSync(join(folder, 'build', 'assets', 'logo.png'), 'png');
  writeFileSync(join(folder, 'build', 'assets', 'data.bin'), 'bin');
  const files = new StaticFiles(join(folder, 'build'));
  const server = createServer((request, response) => {
    if (!files.answer(request.url ?? '', request, response)) response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { files, get: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init) };
}

it('serves what is there, as what it is', async () => {
  const { files, get } = await site();
  const kinds = await Promise.all(
    ['/', '/index.html', '/config.json', '/assets/app-abc123.js', '/assets/logo.png', '/assets/data.bin'].map(
      async (path) => {
        const { status, headers } = await get(path);
        return [path, status, headers.get('content-type'), headers.get('cache-control')];
      },
    ),
  );

  const forever = 'public, max-age=31536000, immutable';
  expect(kinds).toEqual([
    ['/', 200, 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 200, 'text/html; charset=utf-8', 'no-cache'],
    ['/config.json', 200, 'application/json', 'no-cache'],
    ['/assets/app-abc123.js', 200, 'text/javascript; charset=utf-8', forever],
    ['/assets/logo.png', 200, 'image/png', forever],
    ['/assets/data.bin', 200, 'application/octet-stream', forever],
  ]);
  expect(files.isBuilt).toBe(true);
});

it('compresses what gains by it, for those who take it', async () => {
  const { get } = await site();
  const zipped = await get('/', { headers: { 'accept-encoding': 'gzip' } });
  const plain = await get('/', { headers: { 'accept-encoding': 'identity' } });
  const image = await get('/assets/logo.png', { headers: { 'accept-encoding': 'gzip' } });

  expect([zipped, plain, image].map(({ headers }) => headers.get('content-encoding'))).toEqual([
    'gzip',
    null,
    null,
  ]);
  await expect(zipped.text()).resolves.toBe(await plain.text());
});

it('says that nothing has changed, and gives a HEAD no body', async () => {
  const { get } = await site();
  const etag = (await get('/')).headers.get('etag') ?? '';

  expect((await get('/', { headers: { 'if-none-match': etag } })).status).toBe(304);
  await expect((await get('/', { method: 'HEAD' })).text()).resolves.toBe('');
});

it('a person who goes anywhere in the application gets the page; a script that asks for a file does not', async () => {
  const { get } = await site();
  const html = { headers: { accept: 'text/html,*/*' } };

  expect((await get('/c/cv_1', html)).status).toBe(200);
  expect((await get('/c/cv_1')).status).toBe(404);
  expect((await get('/assets/gone.js', html)).status).toBe(404);
});

it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '//secret.txt', '/assets'])(
  'there is no way out by %s',
  async (path) => {
    const { files } = await site();
    const answered = files.answer(path, { headers: {} } as never, {} as never);

    expect(answered).toBe(false);
  },
);

it('a folder that is not there is a frontend that is not built', () => {
  expect(new StaticFiles(join(temporaryFolder(), 'absent')).isBuilt).toBe(false);
});
