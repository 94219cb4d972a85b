import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Demo } from '../identity/demo.ts';

const MAX_BODY_BYTES = 4_096;
const tokenRequest = z.object({ sub: z.string() });

/** An HTTP answer: its status and what is written as JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

const refused = (status: number, error: string): JsonAnswer => ({ status, body: { error } });

/** Answers a request below `/demo`. */
export async function answerDemo(demo: Demo, path: string, request: IncomingMessage): Promise<JsonAnswer> {
  if (path === '/demo/principals') {
    if (request.method !== 'GET') return refused(405, 'Use GET.');
    return { status: 200, body: demo.principals() };
  }
  if (path === '/demo/token') {
    if (request.method !== 'POST') return refused(405, 'Use POST.');
    const body = await readJson(request);
    const parsed = tokenRequest.safeParse(body);
    if (!parsed.success) return refused(400, 'Send {"sub":"…"}.');
    const token = await demo.mint(parsed.data.sub);
    if (token === undefined) return refused(404, 'There is nobody of that id.');
    return { status: 200, body: { token } };
  }
  return refused(404, 'There is nothing here.');
}

/** A small body's JSON; undefined if it is none, or too large. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch {
    return undefined;
  }
}
