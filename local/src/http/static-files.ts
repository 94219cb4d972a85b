import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.html', 'text/html; charset=utf-8'],
  ['.ico', 'image/x-icon'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.map', 'application/json'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json'],
  ['.woff2', 'font/woff2'],
]);
/** What gains nothing by being compressed again. */
const COMPRESSED: ReadonlySet<string> = new Set(['.ico', '.png', '.woff2']);

const PAGE = '/index.html';
/** The build puts a hash of its content into the name of each file here. */
const HASHED = '/assets/';

interface File {
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly content: Buffer;
  readonly gzipped: Buffer | undefined;
}

/**
 * The files of the built frontend, read once: what is not among them can't be asked for, whatever a path says.
 */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, File>;

  constructor(folder: string) {
    const paths = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    this.#files = new Map(
      paths
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => {
          const url = `/${relative(folder, path).split(sep).join('/')}`;
          return [url, load(url, path)];
        }),
    );
  }

  /** Whether there is a frontend at all. */
  get isBuilt(): boolean {
    return this.#files.has(PAGE);
  }

  /** Answers a GET or HEAD; false if there is no such file. A navigation to any other place gets the page. */
  answer(path: string, request: IncomingMessage, response: ServerResponse): boolean {
    const file = this.#files.get(path === '/' || isNavigation(path, request) ? PAGE : path);
    if (file === undefined) return false;
    const { headers, etag, content, gzipped } = file;
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag, 'cache-control': headers['cache-control'] }).end();
      return true;
    }
    const zip = gzipped !== undefined && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const body = zip ? gzipped : content;
    response.writeHead(200, {
      ...headers,
      etag,
      'content-length': body.length,
      ...(zip ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  }
}

function load(url: string, path: string): File {
  const content = readFileSync(path);
  const extension = extname(path);
  return {
    headers: {
      'content-type': TYPES.get(extension) ?? 'application/octet-stream',
      'cache-control': url.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
    },
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    content,
    gzipped: COMPRESSED.has(extension) ? undefined : gzipSync(content),
  };
}

/** A person goes somewhere in the application; a script asks for a file. */
const isNavigation = (path: string, { headers }: IncomingMessage): boolean =>
  extname(path) === '' && headers.accept?.includes('text/html') === true;
