import type { Bot } from '@agentic-service-bot/bot';
import { countingIds, ManualClock } from '@agentic-service-bot/bot/testing';
import type { BotEvent } from '@agentic-service-bot/bot/ports';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import type { Config } from '../config/config.ts';
import { OpenSockets } from '../http/connections.ts';
import { StaticFiles } from '../http/static-files.ts';
import { WebServer } from '../http/web-server.ts';
import type { Authenticated } from '../identity/authenticate.ts';
import { Demo } from '../identity/demo.ts';
import type { Verify } from '../identity/verify.ts';
import { takesWrites } from '../sqlite/takes-writes.ts';
import { testConfig } from './config.ts';
import { temporaryFolder, testStore } from './store.ts';
import { smartHome } from '@agentic-service-bot/smart-home';

type Receive = Bot['receive'];

interface Options {
  readonly receive?: (...args: [...Parameters<Receive>, OpenSockets]) => ReturnType<Receive>;
  readonly verify?: Verify;
  readonly config?: Partial<Config>;
  readonly demo?: false;
  readonly signIn?: Authenticated['signIn'];
  /** The page, where a test looks at it. */
  readonly page?: string;
}

/** A token is the name of who it is for; `nobody` is nobody. */
const byName: Verify = (token) =>
  Promise.resolve(
    token === 'nobody'
      ? undefined
      : {
          principal: { id: token, name: token, role: 'customer' },
          expiresAt: '2026-05-04T11:00:00.000Z',
          claims: {},
        },
  );

/** A web server whose bot is the test's. */
export async function testWeb({ receive, verify = byName, config = {}, demo, signIn, page }: Options = {}) {
  const clock = new ManualClock();
  const sockets = new OpenSockets();
  const events: BotEvent[] = [];
  const disconnected: string[] = [];
  const { store } = testStore();
  const bot = {
    receive: async (...args: Parameters<Receive>) => (await receive?.(...args, sockets)) ?? 'open',
    disconnected: async (id: string) => void disconnected.push(id),
  } as Bot;
  const folder = temporaryFolder();
  if (page !== undefined) writeFileSync(join(folder, 'index.html'), page);
  const web = new WebServer({
    config: testConfig(folder, config),
    bot,
    sockets,
    verify,
    demo: demo === false ? undefined : new Demo(smartHome, store.customers, 'secret'.repeat(6), clock.now),
    signIn,
    files: new StaticFiles(folder),
    takesWrites: () => takesWrites(store),
    telemetry: { report: (event) => void events.push(event) },
    now: clock.now,
    id: countingIds('socket'),
  });
  const port = await web.listen();
  onTestFinished(() => web.close());
  const url = `http://127.0.0.1:${port}`;
  return {
    web,
    url,
    clock,
    store,
    events,
    disconnected,
    /** Opens a socket; with `refused` it is the status that the handshake ended with. */
    open: (protocols: string[] = ['asb.v1', 'ann'], options: ClientOptions = {}, path = '/ws') =>
      openSocket(`${url.replace('http', 'ws')}${path}`, protocols, options),
  };
}

/** A client's socket that keeps what it hears. */
export class TestSocket {
  readonly socket: WebSocket;
  readonly heard: string[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.heard.push((data as Buffer).toString()));
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }
}

function openSocket(url: string, protocols: string[], options: ClientOptions): Promise<TestSocket | number> {
  const socket = new WebSocket(url, protocols, options);
  onTestFinished(() => socket.terminate());
  const opened = new TestSocket(socket);
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(opened));
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

/** The socket of a handshake that must succeed. */
export function mustOpen(opened: TestSocket | number): TestSocket {
  if (typeof opened === 'number') throw new Error(`The handshake was refused: ${opened}`);
  return opened;
}
