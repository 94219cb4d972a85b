import { WebSocket } from 'ws';
import type { Target } from './target.ts';

export const SUBPROTOCOL = 'asb.v1';
const PATIENCE_MS = 5_000;

/** The server answered the handshake with an HTTP status. */
export class HandshakeRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The handshake was refused: ${status}`);
    this.status = status;
  }
}

/** Opens a socket. Throws `HandshakeRefused` when the server does not let it in. */
export async function handshake(
  target: Target,
  subprotocols: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Promise<WebSocket> {
  const socket = new WebSocket(target.wsUrl, [...subprotocols], {
    headers: { ...headers },
    handshakeTimeout: PATIENCE_MS,
  });
  return await new Promise((resolve, reject) => {
    socket.once('open', () => {
      resolve(socket);
    });
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      reject(new HandshakeRefused(response.statusCode ?? 0));
    });
    socket.once('error', reject);
  });
}
