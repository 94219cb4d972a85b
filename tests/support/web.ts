import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../cloud/platform/wire.ts';
import { bodyOf } from './aws/http-server.ts';

/** What a browser, or a program, asks of a place on the web. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a request with what a place says to it; `origin` is what the place is called. */
export async function answerWith(
  place: (asked: Asked) => Answer | Promise<Answer>,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', origin);
  const { status, headers, body } = await place({
    method: request.method ?? 'GET',
    url,
    headers: request.headers,
    body: await bodyOf(request),
  });
  response.writeHead(status, { ...headers }).end(body);
}

/** Asks for a document, as a program does. */
export const documentAt = (url: URL): Asked => ({ method: 'GET', url, headers: {}, body: '' });

export const json = (body: unknown, status = 200, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const redirect = (to: URL, headers: Answer['headers'] = {}): Answer => ({
  status: 302,
  headers: { location: to.href, ...headers },
  body: '',
});
