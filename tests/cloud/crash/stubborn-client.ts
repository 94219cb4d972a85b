import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerFrame } from '@agentic-service-bot/protocol';

type Frame = Readonly<Record<string, unknown>> & { readonly action: string };

/** Where a client connects to, and who it is. */
export interface Place {
  readonly url: string;
  token(): Promise<string>;
  /** Settles when the cloud has come to rest, or waits for its clock. */
  rest(): Promise<void>;
}

/** How often somebody tries before they give up. */
const TRIES = 6;

/** Somebody who connects again when the connection ends, and sends each frame until it is answered. */
export class StubbornClient {
  readonly id: string;
  /** All frames so far, of all its sockets. */
  readonly frames: ServerFrame[] = [];
  readonly #place: Place;
  #socket: WebSocket | undefined;
  /** Told of each frame, and of the end of a socket. */
  readonly #heard = new EventEmitter();

  constructor(id: string, place: Place) {
    this.id = id;
    this.#place = place;
  }

  /**
   * Sends a frame until it is answered; returns the answer.
   *
   * @param isMeanwhile whether a function waits for it: the cloud does not come to rest before the answer is there.
   */
  async send(frame: Frame, isMeanwhile = false): Promise<ServerFrame> {
    const requestId = randomUUID();
    for (let tries = 0; tries < TRIES; tries += 1) {
      const socket = await this.#connected(isMeanwhile);
      if (socket === undefined) continue;
      const answer = await this.#ask(socket, { ...frame, requestId }, isMeanwhile);
      // What failed for a moment is asked for again, as the protocol's page has it.
      if (answer !== undefined && !isPassing(answer)) return answer;
    }
    throw new Error(`No answer came to ${JSON.stringify(frame)}`);
  }

  /** Ends the connection, and waits for its end. */
  async close(): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) return;
    socket.close();
    while (socket.readyState !== WebSocket.CLOSED) await once(this.#heard, 'anything');
  }

  /** The socket, once it has said hello and was welcomed; undefined if that failed now. */
  async #connected(isMeanwhile: boolean): Promise<WebSocket | undefined> {
    if (this.#socket?.readyState === WebSocket.OPEN) return this.#socket;
    const socket = new WebSocket(this.#place.url, ['asb.v1', await this.#place.token()]);
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.on('open', () => {
        resolve(true);
      });
      socket.on('error', () => {
        resolve(false);
      });
    });
    if (!isOpen) return undefined;
    socket.on('message', (data) => {
      this.frames.push(JSON.parse((data as Buffer).toString()) as ServerFrame);
      this.#heard.emit('anything');
    });
    socket.on('close', () => {
      this.#heard.emit('anything');
    });
    const answer = await this.#ask(socket, { action: 'hello', requestId: randomUUID() }, isMeanwhile);
    if (answer?.type !== 'welcome') {
      socket.terminate();
      return undefined;
    }
    this.#socket = socket;
    return socket;
  }

  /** Sends a frame once; undefined if no answer came. */
  async #ask(
    socket: WebSocket,
    frame: Frame & { readonly requestId: string },
    isMeanwhile: boolean,
  ): Promise<ServerFrame | undefined> {
    const since = this.frames.length;
    const heard = (): readonly ServerFrame[] => this.frames.slice(since);
    const answer = (): ServerFrame | undefined =>
      heard().find((each) => 'requestId' in each && each.requestId === frame.requestId);
    socket.send(JSON.stringify(frame));
    if (!isMeanwhile) {
      await this.#passed(socket);
      await this.#place.rest();
      await this.#passed(socket);
      return answer();
    }
    // What the platform says of itself has no type: a function has died.
    const isOver = (): boolean =>
      answer() !== undefined ||
      heard().some((each) => !('type' in each)) ||
      socket.readyState !== WebSocket.OPEN;
    while (!isOver()) await once(this.#heard, 'anything');
    return answer();
  }

  /** Waits until all that was sent before, this way and that, has arrived. */
  async #passed(socket: WebSocket): Promise<void> {
    if (socket.readyState !== WebSocket.OPEN) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off('pong', done).off('close', done);
        resolve();
      };
      socket.on('pong', done).on('close', done).ping();
    });
  }
}

const isPassing = (answer: ServerFrame): boolean =>
  answer.type === 'error' && (answer.code === 'internal' || answer.code === 'unavailable');
