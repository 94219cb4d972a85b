import { extname } from 'node:path';

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.html', 'text/html; charset=utf-8'],
  ['.ico', 'image/x-icon'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json'],
  ['.woff2', 'font/woff2'],
]);

/** Whether the build named a file after its content, so that its name never holds another. */
export const isHashed = (path: string): boolean => path.startsWith('assets/');

/** With what headers a file of the frontend is served. */
export const headersOf = (path: string): { contentType: string; cacheControl: string } => ({
  contentType: CONTENT_TYPES.get(extname(path)) ?? 'application/octet-stream',
  cacheControl: isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
});
