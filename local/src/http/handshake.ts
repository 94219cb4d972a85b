import type { Identity } from '@agentic-service-bot/bot';
import { SUBPROTOCOL } from '@agentic-service-bot/protocol';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Verify } from '../identity/verify.ts';

/** Who wants to connect, or the HTTP status that says why not. */
export type Admission = Identity | { readonly status: 401 };

/** Reads the token that travels as the second subprotocol. */
export async function admit(request: IncomingMessage, verify: Verify): Promise<Admission> {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
  const [name, token, ...rest] = offered.map((part) => part.trim());
  if (name !== SUBPROTOCOL || token === undefined || rest.length > 0) return { status: 401 };
  return (await verify(token)) ?? { status: 401 };
}

/** Answers an upgrade with a status instead. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? '';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
