import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { readCall, type AwsCall } from './aws-call.ts';

/** An answer of a service. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Who calls: the function, and the environment of it. */
export interface Caller {
  readonly functionName: string;
  readonly environment: string;
}

/** What the wire does with what comes. */
export interface WireOptions {
  /** Answers a call of a function; undefined ends the connection without an answer. */
  call(caller: Caller, call: AwsCall): Promise<Answer | undefined>;
  /** Answers what is nobody's call of AWS: the token issuer's documents. */
  get(host: string, path: string): Promise<Answer>;
}

/** Everything that a function sends over the network arrives here. */
export class Wire {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(options: WireOptions): Promise<Wire> {
    const server = createServer((request, response) => {
      void answer(options, request, response);
    });
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Wire(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

async function answer(
  options: WireOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await buffer(request);
    const environment = request.headers['x-amz-security-token'];
    const found =
      typeof environment === 'string'
        ? await options.call(
            { environment, functionName: environment.split('.')[0] ?? '' },
            readCall(request, body),
          )
        : await options.get(request.headers.host ?? '', request.url ?? '/');
    if (found === undefined) request.socket.destroy();
    else response.writeHead(found.status, { ...found.headers }).end(found.body);
  } catch (error) {
    // A dead environment's connection is nobody's.
    if (request.destroyed && !request.complete) return;
    const message = error instanceof Error ? error.message : String(error);
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ __type: 'SimulationFault', message }));
  }
}
