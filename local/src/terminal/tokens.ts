import * as z from 'zod';
import { UsageError, type ChatOptions } from './options.ts';

const tokenAnswer = z.object({ token: z.string() });
const principalsAnswer = z.object({ customers: z.array(z.object({ id: z.string() })) });

/**
 * A fresh token for whoever chats.
 *
 * @throws UsageError if there is no server, or it gives none out.
 */
export async function fetchToken(
  { customer, token, url }: ChatOptions,
  fetch: typeof globalThis.fetch,
): Promise<string> {
  if (customer === undefined) return token ?? '';
  const response = await ask(url, fetch, '/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sub: customer }),
  });
  if (response.ok) return tokenAnswer.parse(await response.json()).token;
  const principals = await ask(url, fetch, '/demo/principals');
  if (!principals.ok) {
    throw new UsageError(`The server at ${url.origin} is no demo: set CHAT_TOKEN to a token of yours.`);
  }
  const ids = principalsAnswer.parse(await principals.json()).customers.map(({ id }) => id);
  throw new UsageError(`There is no customer "${customer}". There are: ${ids.join(', ')}.`);
}

async function ask(
  url: URL,
  fetch: typeof globalThis.fetch,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  try {
    return await fetch(new URL(path, url), init);
  } catch {
    throw new UsageError(
      `No server answers at ${url.origin}: start one with npm start, or say with --url where it is.`,
    );
  }
}

/** Where the socket is. */
export function socketUrl(url: URL): string {
  const socket = new URL('/ws', url);
  socket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return socket.href;
}
