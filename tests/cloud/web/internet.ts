import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerWith, type Asked } from '../../support/web.ts';
import type { Answer } from '../platform/wire.ts';
import { makeCertificate } from './certificate.ts';

/** What answers to a host's name. */
export interface Host {
  answer(asked: Asked): Answer | Promise<Answer>;
  /** Where a socket of this path goes to on this machine; undefined if there is none. */
  socket?(path: string): URL | undefined;
}

/** The way from browsers to hosts that are nowhere but here: HTTPS to any of them arrives at one port of this machine. */
export class Internet {
  readonly #hosts: ReadonlyMap<string, Host>;
  readonly #server: Server;
  readonly #port: number;
  readonly #open = new Set<Socket>();
  /** What Chromium is to be started with to come here. */
  readonly flags: readonly string[];

  private constructor(hosts: ReadonlyMap<string, Host>, server: Server, fingerprint: string) {
    this.#hosts = hosts;
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    this.flags = [
      `--host-resolver-rules=MAP * 127.0.0.1:${this.#port}`,
      `--ignore-certificate-errors-spki-list=${fingerprint}`,
    ];
    server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
    });
    server.on('request', (request, response) => {
      const host = this.#hostOf(request);
      if (host === undefined) return void response.writeHead(421).end();
      answerWith(
        (asked) => host.answer(asked),
        `https://${request.headers.host ?? ''}`,
        request,
        response,
      ).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    server.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
  }

  static async open(hosts: ReadonlyMap<string, Host>): Promise<Internet> {
    const { pem, fingerprint } = await makeCertificate();
    const server = createServer({ key: pem, cert: pem }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Internet(hosts, server, fingerprint);
  }

  /** Ends all connections, and takes no new ones. */
  async goAway(): Promise<void> {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    await once(this.#server, 'close');
  }

  /** Is there again, where it was. */
  async comeBack(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.goAway();
  }

  #hostOf({ headers }: IncomingMessage): Host | undefined {
    return this.#hosts.get(headers.host ?? '');
  }

  /** Hands a handshake on as it came, and all that follows. */
  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname } = new URL(request.url ?? '/', 'https://any');
    const to = this.#hostOf(request)?.socket?.(pathname);
    socket.on('error', () => socket.destroy());
    if (to === undefined) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    const onward = connect(Number(to.port), to.hostname);
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    const lines = request.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [`${name}: ${all[index + 1] ?? ''}`] : [],
    );
    onward.write(`GET ${request.url ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket);
    socket.pipe(onward);
  }
}
