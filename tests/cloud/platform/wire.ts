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
  /** The platform's time. A service that tells another one has the SDK set its clock by it, and call again. */
  now(): number;
  /** Answers a call of a function; undefined ends the connection without an answer. */
  call(caller: Caller, call: AwsCall): Promise<Answer | undefined>;
  /** Answers what is nobody's call of AWS: what goes to the token issuer or to the provider of a model. */
  ask(host: string, request: PlainRequest): Promise<Answer>;
}

/** What is sent to somebody else than AWS. */
export type PlainRequest = Pick<AwsCall, 'method' | 'path' | 'headers' | 'body'>;

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
  response.setHeader('date', new Date(options.now()).toUTCString());
  try {
    const body = await buffer(request);
    const environment = request.headers['x-amz-security-token'];
    const found =
      typeof environment === 'string'
        ? await options.call(
            { environment, functionName: environment.split('.')[0] ?? '' },
            readCall(request, body),
          )
        : await options.ask(request.headers.host ?? '', {
            method: request.method ?? 'GET',
            path: request.url ?? '/',
            headers: request.headers,
            body,
          });
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
