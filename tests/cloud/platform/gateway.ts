import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';
import { json, refusal } from './answers.ts';
import { authorize, type Authorizer } from './authorizer.ts';
import type { AwsCall } from './aws-call.ts';
import type { PlatformClock } from './clock.ts';
import type { LambdaFunction, Outcome } from './lambda.ts';
import { Throttle } from './throttle.ts';
import type { Answer } from './wire.ts';

/** What the platform limits, and no setting raises. */
const LIMITS = {
  integrationMs: 29_000,
  idleMs: 600_000,
  connectionMs: 7_200_000,
  frameBytes: 32 * 1024,
  messageBytes: 128 * 1024,
} as const;

const { OPEN } = WebSocket;

/** A route of the template. */
export interface Route {
  readonly function: LambdaFunction;
  readonly authorizer?: Authorizer;
  /** Whether what the function returns goes back on the socket. */
  readonly answers: boolean;
}

export interface GatewayOptions {
  readonly apiId: string;
  readonly stage: string;
  readonly region: string;
  readonly account: string;
  /** `$request.body.NAME`. */
  readonly routeSelection: string;
  readonly routes: ReadonlyMap<string, Route>;
  readonly throttle?: { readonly rate: number; readonly burst: number };
  readonly clock: PlatformClock;
}

interface Connection {
  readonly id: string;
  readonly connectedAt: number;
  readonly socket: WebSocket;
  readonly context: Readonly<Record<string, string>>;
  readonly sourceIp: string;
  lastActiveAt: number;
}

const proxyResult = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
});

/** API Gateway's WebSocket API. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (_offered, request) => this.#selected.get(request) ?? false,
  });
  readonly #selected = new WeakMap<IncomingMessage, string>();
  readonly #connections = new Map<string, Connection>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #throttle: Throttle | undefined;

  private constructor(options: GatewayOptions) {
    this.#options = options;
    const { throttle, clock } = options;
    if (throttle !== undefined) this.#throttle = new Throttle(clock, throttle.rate, throttle.burst);
    this.#server = createServer((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"Forbidden"}');
    });
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      this.#track(
        this.#handshake(request, socket, head).catch(() => {
          refuse(socket, 500);
        }),
      );
    });
  }

  static async open(options: GatewayOptions): Promise<Gateway> {
    const gateway = new Gateway(options);
    gateway.#server.listen(0, '127.0.0.1');
    await once(gateway.#server, 'listening');
    return gateway;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${this.#options.stage}`;
  }

  /** The ids of all open connections. */
  get connections(): readonly string[] {
    return [...this.#connections.keys()];
  }

  /** Whether a function works on what came from a socket, or is about to be told that one has closed. */
  get isBusy(): boolean {
    const isClosing = [...this.#connections.values()].some(({ socket }) => socket.readyState !== OPEN);
    return this.#running.size > 0 || isClosing;
  }

  /** Ends a connection as a failing network does: the platform finds out, the client's close never came. */
  drop(connectionId: string): void {
    this.#connections.get(connectionId)?.socket.terminate();
  }

  async close(): Promise<void> {
    for (const { socket } of this.#connections.values()) socket.terminate();
    await Promise.allSettled([...this.#running]);
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The management API. */
  answer(call: AwsCall): Answer {
    const id = decodeURIComponent(call.path.split('/').at(-1) ?? '');
    const connection = this.#connections.get(id);
    if (connection?.socket.readyState !== OPEN) return refusal(call, 'GoneException', 'Gone', 410);
    switch (call.operation) {
      case 'PostToConnection':
        if (call.body.length > LIMITS.messageBytes) {
          return refusal(call, 'PayloadTooLargeException', 'Message too long', 413);
        }
        this.#send(connection, call.body.toString());
        return { status: 200, body: '' };
      case 'DeleteConnection':
        connection.socket.close(1000, 'Connection Closed Normally');
        return { status: 204, body: '' };
      default:
        return json({
          connectedAt: new Date(connection.connectedAt).toISOString(),
          lastActiveAt: new Date(connection.lastActiveAt).toISOString(),
          identity: { sourceIp: connection.sourceIp, userAgent: '' },
        });
    }
  }

  async #handshake(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { routes, account, region, apiId, stage, clock } = this.#options;
    const route = routes.get('$connect');
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gateway');
    if (route === undefined || pathname.replace(/\/$/, '') !== `/${stage}`) return refuse(socket, 403);
    if (this.#throttle?.take() === false) return refuse(socket, 429);
    const id = `${randomBytes(11).toString('base64url')}=`;
    const sourceIp = request.socket.remoteAddress ?? '';
    const headers = { ...pairs(request.rawHeaders), 'X-Forwarded-For': sourceIp };
    const connectedAt = clock.now();
    const event = (context: Connection['context'] | undefined): Record<string, unknown> => ({
      headers,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      ...(searchParams.size > 0 && { queryStringParameters: Object.fromEntries(searchParams) }),
      requestContext: this.#context({ id, connectedAt, sourceIp, context }, '$connect', 'CONNECT'),
      isBase64Encoded: false,
    });
    let context: Connection['context'] | undefined;
    if (route.authorizer !== undefined) {
      const methodArn = `arn:aws:execute-api:${region}:${account}:${apiId}/${stage}/$connect`;
      const decision = await authorize(route.authorizer, methodArn, headers, event(undefined));
      if (decision.status !== 200) return refuse(socket, decision.status);
      context = decision.context;
    }
    const outcome = await this.#invoke(route.function, event(context));
    if (outcome === 'late') return refuse(socket, 504);
    const result = outcome.ok ? proxyResult.safeParse(outcome.payload) : undefined;
    if (result?.success !== true) return refuse(socket, 502);
    const { statusCode, headers: answered = {} } = result.data;
    if (statusCode < 200 || statusCode > 299) return refuse(socket, statusCode);
    const selected = Object.entries(answered).find(
      ([name]) => name.toLowerCase() === 'sec-websocket-protocol',
    );
    if (selected !== undefined) this.#selected.set(request, selected[1]);
    if (socket.destroyed)
      return await this.#disconnected({ id, connectedAt, sourceIp, context: context ?? {} }, 1006, '');
    this.#sockets.handleUpgrade(request, socket, head, (opened) => {
      this.#open({
        id,
        connectedAt,
        sourceIp,
        context: context ?? {},
        socket: opened,
        lastActiveAt: connectedAt,
      });
    });
  }

  #open(connection: Connection): void {
    const { clock } = this.#options;
    const { id, socket, connectedAt } = connection;
    this.#connections.set(id, connection);
    const goAway = (): void => {
      socket.close(1001, 'Going away');
    };
    const oldest = clock.after(connectedAt + LIMITS.connectionMs - clock.now(), goAway);
    let idle: () => void = () => undefined;
    const watch = (): void => {
      const left = connection.lastActiveAt + LIMITS.idleMs - clock.now();
      if (left <= 0) goAway();
      else idle = clock.after(left, watch);
    };
    watch();
    socket.on('message', (data, isBinary) => {
      connection.lastActiveAt = clock.now();
      if (isBinary) return socket.close(1003, 'Binary is not supported');
      this.#track(this.#message(connection, (data as Buffer).toString()));
    });
    // Ends as 1009 or whatever it is; the end is told by the next event.
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      oldest();
      idle();
      this.#connections.delete(id);
      this.#track(this.#disconnected(connection, code, reason.toString()));
    });
  }

  async #message(connection: Connection, body: string): Promise<void> {
    const requestId = randomUUID();
    const tell = (message: string): void => {
      // As the platform words it, without a `type`.
      this.#send(connection, JSON.stringify({ message, connectionId: connection.id, requestId }));
    };
    if (this.#throttle?.take() === false) return tell('Too Many Requests');
    const key = this.#routeKey(body);
    const route = this.#options.routes.get(key);
    if (route === undefined) return tell('Forbidden');
    const outcome = await this.#invoke(route.function, {
      requestContext: {
        ...this.#context(connection, key, 'MESSAGE'),
        requestId,
        messageId: randomBytes(11).toString('base64url'),
      },
      body,
      isBase64Encoded: false,
    });
    if (outcome === 'late') return tell('Endpoint request timed out');
    const result = outcome.ok ? proxyResult.safeParse(outcome.payload) : undefined;
    if (result?.success !== true) return tell('Internal server error');
    if (route.answers && result.data.body !== undefined) this.#send(connection, result.data.body);
  }

  /** `$disconnect` is told once and never again, whatever comes of it. */
  async #disconnected(
    connection: Omit<Connection, 'socket' | 'lastActiveAt'>,
    code: number,
    reason: string,
  ): Promise<void> {
    const route = this.#options.routes.get('$disconnect');
    if (route === undefined) return;
    await this.#invoke(route.function, {
      headers: { 'X-Forwarded-For': '', 'x-restapi': '' },
      requestContext: {
        ...this.#context(connection, '$disconnect', 'DISCONNECT'),
        disconnectStatusCode: code,
        disconnectReason: reason,
      },
      isBase64Encoded: false,
    });
  }

  #routeKey(body: string): string {
    const [, name = ''] = /^\$request\.body\.(\w+)$/.exec(this.#options.routeSelection) ?? [];
    try {
      const value = (JSON.parse(body) as Record<string, unknown> | null)?.[name];
      if (typeof value === 'string' && !value.startsWith('$') && this.#options.routes.has(value))
        return value;
    } catch {
      // What is not JSON goes to the default route too.
    }
    return '$default';
  }

  #context(
    of: Pick<Connection, 'id' | 'connectedAt' | 'sourceIp'> & {
      readonly context: Connection['context'] | undefined;
    },
    routeKey: string,
    eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT',
  ): Record<string, unknown> {
    const { apiId, stage, region, clock } = this.#options;
    const requestId = randomUUID();
    return {
      routeKey,
      eventType,
      apiId,
      stage,
      requestId,
      extendedRequestId: requestId,
      messageDirection: 'IN',
      domainName: `${apiId}.execute-api.${region}.amazonaws.com`,
      connectionId: of.id,
      connectedAt: of.connectedAt,
      requestTimeEpoch: clock.now(),
      requestTime: new Date(clock.now()).toUTCString(),
      identity: { sourceIp: of.sourceIp },
      ...(of.context && { authorizer: of.context }),
    };
  }

  /** Runs a function for at most as long as an integration may take; it runs on, but nobody hears of it. */
  async #invoke(target: LambdaFunction, event: unknown): Promise<Outcome | 'late'> {
    let cancel: () => void = () => undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = this.#options.clock.after(LIMITS.integrationMs, () => {
        resolve('late');
      });
    });
    const outcome = await Promise.race([target.invoke(event), late]);
    cancel();
    return outcome;
  }

  #send(connection: Connection, text: string): void {
    connection.lastActiveAt = this.#options.clock.now();
    connection.socket.send(text);
  }

  #track(work: Promise<unknown>): void {
    const tracked = work.finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }
}

function refuse(socket: Duplex, status: number): void {
  const body = JSON.stringify({ message: status === 401 ? 'Unauthorized' : 'Forbidden' });
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Node's flat list of headers as an object, their names as they were sent. */
function pairs(raw: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [])),
  );
}
