import { errorFrame, type Bot, type Identity } from '@agentic-service-bot/bot';
import { fault, type Telemetry } from '@agentic-service-bot/bot/ports';
import { IDLE_TIMEOUT_MS, type ServerFrame } from '@agentic-service-bot/protocol';
import type { WebSocket } from 'ws';
import type { OpenSockets } from './connections.ts';

/** Close codes of RFC 6455. */
const GOING_AWAY = 1001;
const UNSUPPORTED_DATA = 1003;
const POLICY_VIOLATION = 1008;

/** Most frames of one socket that wait to be handled: beyond it nothing more is read from it. */
const MAX_WAITING_FRAMES = 32;

export interface SocketContext {
  readonly id: string;
  readonly identity: Identity;
  readonly bot: Pick<Bot, 'receive' | 'disconnected'>;
  readonly sockets: OpenSockets;
  readonly telemetry: Telemetry;
  /** How long somebody who sends too much is to wait, milliseconds; undefined: the frame is taken. */
  readonly limit: () => number | undefined;
}

/**
 * Serves a socket until it closes: its frames are handled one after another, in the order in which they came.
 *
 * @returns when it has closed and nothing of it is being handled any more.
 */
export function serveSocket(socket: WebSocket, context: SocketContext): Promise<void> {
  const { id, bot, sockets } = context;
  let waiting = 0;
  let handled = Promise.resolve();
  let ended = false;
  sockets.opened(id, socket);
  const idle = setTimeout(() => socket.close(GOING_AWAY, 'idle'), IDLE_TIMEOUT_MS);

  socket.on('message', (data, isBinary) => {
    if (isBinary) return socket.close(UNSUPPORTED_DATA, 'text frames only');
    idle.refresh();
    if (++waiting === MAX_WAITING_FRAMES) socket.pause();
    // `ws` gives text as one Buffer unless told otherwise.
    const text = (data as Buffer).toString();
    handled = handled.then(async () => {
      if (!ended && (await handle(text, context)) === 'close') {
        ended = true;
        socket.close(POLICY_VIOLATION, 'token expired');
      }
      if (waiting-- === MAX_WAITING_FRAMES) socket.resume();
    });
  });
  // What a client breaks (a frame too large, bad UTF-8) closes its socket with the right code; there is no more to it.
  socket.on('error', () => undefined);

  return new Promise((resolve) => {
    socket.once('close', () => {
      clearTimeout(idle);
      void sockets
        .closed(id)
        .then(() => handled)
        .then(() => bot.disconnected(id))
        .catch((error: unknown) => reportFault(context, error))
        .then(resolve);
    });
  });
}

/** Handles one frame. Whatever happens, its sender hears of it, and of nothing internal. */
async function handle(text: string, context: SocketContext): Promise<'open' | 'close'> {
  const { id, identity, bot, limit } = context;
  try {
    const retryAfterMs = limit();
    if (retryAfterMs === undefined) return await bot.receive(id, identity, text);
    const tooMany = 'Too many frames: wait a little.';
    await send(context, errorFrame(text, 'rate_limited', tooMany, { retryAfterMs }));
  } catch (error) {
    reportFault(context, error);
    await send(context, errorFrame(text, 'internal', 'A fault of the server: try again.'));
  }
  return 'open';
}

async function send({ id, sockets }: SocketContext, frame: ServerFrame): Promise<void> {
  await sockets.send(id, JSON.stringify(frame));
}

const reportFault = ({ telemetry }: SocketContext, error: unknown): void =>
  telemetry.report(fault('socket', error));
