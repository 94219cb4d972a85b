import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { ROOT } from '../support/server.ts';

const BUILD = join(ROOT, 'frontend', 'build');
const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
]);

/** The pages as CloudFront serves them, with the `/config.json` that a deploy writes. */
export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built pages on a free port. */
export async function openSite(config: Readonly<Record<string, unknown>>): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    if (pathname === '/config.json') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(config));
      return;
    }
    const path = normalize(pathname === '/' ? '/index.html' : pathname);
    readFile(join(BUILD, path)).then(
      (file) => {
        response.writeHead(200, { 'content-type': TYPES.get(extname(path)) ?? 'application/octet-stream' });
        response.end(file);
      },
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
