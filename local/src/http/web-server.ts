import type { Bot } from '@agentic-service-bot/bot';
import { fault, type Telemetry } from '@agentic-service-bot/bot/ports';
import { MAX_FRAME_BYTES, SUBPROTOCOL } from '@agentic-service-bot/protocol';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Config } from '../config/config.ts';
import type { Authenticated } from '../identity/authenticate.ts';
import type { Demo } from '../identity/demo.ts';
import type { PageSignIn } from '../identity/page-sign-in.ts';
import type { Verify } from '../identity/verify.ts';
import { clientAddress } from './client-address.ts';
import type { OpenSockets } from './connections.ts';
import { Counter } from './counter.ts';
import { answerDemo, type JsonAnswer } from './demo-routes.ts';
import { admit, refuseUpgrade } from './handshake.ts';
import {
  FRAMES_PER_ADDRESS,
  FRAMES_PER_PRINCIPAL,
  SOCKETS_PER_ADDRESS,
  SOCKETS_PER_PRINCIPAL,
} from './limits.ts';
import { RateLimiter } from './rate-limiter.ts';
import { securityHeaders } from './security-headers.ts';
import { serveSocket } from './serve-socket.ts';
import type { StaticFiles } from './static-files.ts';
import { visitors } from './visitors.ts';

/** The script that pages elsewhere load; which of them may show the chat is for `frame-ancestors` to say. */
const WIDGET = '/widget.js';
const FOR_OTHER_PAGES = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};
const GOING_AWAY = 1001;
/** How long clients have to say goodbye, milliseconds. */
const GOODBYE_MS = 1_000;

export interface WebServerOptions {
  readonly config: Config;
  readonly bot: Bot;
  readonly sockets: OpenSockets;
  readonly verify: Verify;
  /** Present in demo mode. */
  readonly demo: Demo | undefined;
  /** Tells the pages where people sign in; present where they can. */
  readonly signIn: Authenticated['signIn'];
  readonly files: StaticFiles;
  /** Whether a message could be stored now. */
  readonly takesWrites: () => Promise<boolean>;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
  readonly id: () => string;
}

/** Serves the frontend, the socket, the demo and `/healthz`. */
export class WebServer {
  readonly #options: WebServerOptions;
  readonly #http: Server;
  readonly #webSockets: WebSocketServer;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #mayVisit: (request: IncomingMessage) => boolean;
  readonly #addressOf: (request: IncomingMessage) => string;
  readonly #principals = new Counter(SOCKETS_PER_PRINCIPAL);
  readonly #addresses = new Counter(SOCKETS_PER_ADDRESS);
  readonly #principalFrames: RateLimiter;
  readonly #addressFrames: RateLimiter;
  readonly #served = new Set<Promise<void>>();
  #stopping = false;

  constructor(options: WebServerOptions) {
    const { config, now } = options;
    this.#options = options;
    this.#headers = securityHeaders(config);
    this.#mayVisit = visitors(config);
    this.#addressOf = clientAddress(config.trustedProxies);
    this.#principalFrames = new RateLimiter(FRAMES_PER_PRINCIPAL, now);
    this.#addressFrames = new RateLimiter(FRAMES_PER_ADDRESS, now);
    this.#webSockets = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_FRAME_BYTES,
      handleProtocols: () => SUBPROTOCOL,
    });
    this.#http = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        this.#fault('http', error);
        this.#json(request, response, { status: 500, body: { error: 'A fault of the server.' } });
      });
    });
    this.#http.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      this.#upgrade(request, socket, head).catch((error: unknown) => {
        this.#fault('handshake', error);
        refuseUpgrade(socket, 503);
      });
    });
  }

  /**
   * Starts to listen; returns the port.
   *
   * @throws Error of the system, with its `code`, if that port can't be had.
   */
  async listen(): Promise<number> {
    const { host, port } = this.#options.config;
    this.#http.listen(port, host);
    await once(this.#http, 'listening');
    return (this.#http.address() as AddressInfo).port;
  }

  /** Takes no new connections, lets frames that have come be handled, and says goodbye. */
  async close(): Promise<void> {
    this.#stopping = true;
    const closed = new Promise((resolve) => this.#http.close(resolve));
    for (const socket of this.#webSockets.clients) socket.close(GOING_AWAY, 'the server is stopping');
    const goodbye = setTimeout(() => {
      for (const socket of this.#webSockets.clients) socket.terminate();
      this.#http.closeAllConnections();
    }, GOODBYE_MS);
    this.#http.closeIdleConnections();
    await Promise.all([closed, ...this.#served]);
    clearTimeout(goodbye);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { demo, files, signIn } = this.#options;
    const path = pathOf(request);
    if (!this.#mayVisit(request)) {
      return this.#json(request, response, { status: 403, body: { error: 'Not from here.' } });
    }
    if (path === '/healthz') {
      return this.#json(request, response, await this.#health());
    }
    if (demo !== undefined && path.startsWith('/demo/')) {
      return this.#json(request, response, await answerDemo(demo, path, request));
    }
    if (path === '/config.json') {
      const body = signIn === undefined ? {} : { signIn: await signIn() };
      return this.#json(request, response, { status: 200, body });
    }
    const headers = signIn === undefined ? this.#headers : await this.#headersWith(signIn);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (path === WIDGET) {
      for (const [name, value] of Object.entries(FOR_OTHER_PAGES)) response.setHeader(name, value);
    }
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads && !path.startsWith('/demo/') && files.answer(path, request, response)) return;
    const hint = files.isBuilt ? '' : ' The frontend is not built: npm run build -w frontend.';
    this.#json(request, response, { status: 404, body: { error: `There is nothing here.${hint}` } });
  }

  async #health(): Promise<{ status: number; body: { status: string } }> {
    if (this.#stopping) return { status: 503, body: { status: 'stopping' } };
    if (!(await this.#options.takesWrites()))
      return { status: 503, body: { status: 'can’t write to its disk' } };
    return { status: 200, body: { status: 'ok' } };
  }

  /** A page may ask the issuer for tokens. While it can't be reached nobody signs in, but the page can say so. */
  async #headersWith(signIn: () => Promise<PageSignIn>): Promise<Readonly<Record<string, string>>> {
    try {
      return securityHeaders(this.#options.config, [new URL((await signIn()).tokenEndpoint).origin]);
    } catch (error) {
      this.#fault('sign-in', error);
      return this.#headers;
    }
  }

  #json(request: IncomingMessage, response: ServerResponse, { status, body }: JsonAnswer): void {
    if (response.headersSent) return void response.destroy();
    const text = JSON.stringify(body);
    response.writeHead(status, {
      ...this.#headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
      // What was not read of a body is not to be taken for the next request.
      ...(request.complete ? {} : { connection: 'close' }),
    });
    response.end(request.method === 'HEAD' ? undefined : text);
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (this.#stopping) return refuseUpgrade(socket, 503);
    if (!this.#mayVisit(request)) return refuseUpgrade(socket, 403);
    if (pathOf(request) !== '/ws') return refuseUpgrade(socket, 404);
    const admission = await admit(request, this.#options.verify);
    if ('status' in admission) return refuseUpgrade(socket, admission.status);
    if (socket.destroyed) return;
    const address = this.#addressOf(request);
    const principal = admission.principal.id;
    if (!this.#addresses.add(address)) return refuseUpgrade(socket, 429);
    if (!this.#principals.add(principal)) {
      this.#addresses.remove(address);
      return refuseUpgrade(socket, 429);
    }
    socket.once('close', () => {
      this.#addresses.remove(address);
      this.#principals.remove(principal);
    });
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
      const { bot, sockets, telemetry, id } = this.#options;
      const limit = (): number | undefined =>
        this.#principalFrames.take(principal) ?? this.#addressFrames.take(address);
      const served = serveSocket(webSocket, {
        id: id(),
        identity: admission,
        bot,
        sockets,
        telemetry,
        limit,
      });
      this.#served.add(served);
      void served.then(() => this.#served.delete(served));
    });
  }

  #fault(where: string, error: unknown): void {
    this.#options.telemetry.report(fault(where, error));
  }
}

/** The path that was asked for, as it stands: nothing is resolved, and nothing decoded. */
const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';
