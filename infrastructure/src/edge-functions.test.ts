import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { CACHE_RULES, PAGE_FOR_PATHS } from './edge-functions.ts';

/** Runs one as CloudFront does: a script with a function `handler`. */
function run(code: string, event: unknown): unknown {
  // What comes back belongs to the other context: compare it as text.
  return JSON.parse(JSON.stringify(runInNewContext(`${code}; handler(event)`, { event })));
}

it.each([
  ['/', '/index.html'],
  ['/operator', '/index.html'],
  ['/operator/conversations/c1', '/index.html'],
  ['/favicon.svg', '/favicon.svg'],
  ['/config.json', '/config.json'],
  ['/assets/gone-abc123.js', '/assets/gone-abc123.js'],
  ['/a.b/c', '/index.html'],
])('%s is answered with %s', (uri, file) => {
  expect(run(PAGE_FOR_PATHS, { request: { uri } })).toEqual({ uri: file });
});

it.each([
  ['/assets/index-abc123.js', 'public, max-age=31536000, immutable'],
  ['/index.html', 'no-cache'],
  ['/config.json', 'no-cache'],
])('%s is kept as %s', (uri, value) => {
  expect(run(CACHE_RULES, { request: { uri }, response: { headers: {} } })).toEqual({
    headers: { 'cache-control': { value } },
  });
});
