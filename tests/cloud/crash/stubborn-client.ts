import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ServerFrame } from '@agentic-service-bot/protocol';

type Frame = Readonly<Record<string, unknown>> & { readonly action: string };

/** Where a client connects to, and who it is. */
export interface Place {
  readonly url: string;
  token(): Promise<string>;
  /** Settles when the cloud has come to rest, or waits for its clock. */
  atRest(): Promise<void>;
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

  constructor(id: string, place: Place) {
    this.id = id;
    this.#place = place;
  }

  /** Sends a frame until it is answered; returns the answer. */
  async send(frame: Frame): Promise<ServerFrame> {
    const requestId = randomUUID();
    const text = JSON.stringify({ ...frame, requestId });
    for (let tries = 0; tries < TRIES; tries += 1) {
      const socket = await this.#connected();
      socket?.send(text);
      const answer = await this.#answer(requestId);
      // What failed for a moment is asked for again, as the protocol's page has it.
      if (answer !== undefined && !isPassing(answer)) return answer;
    }
    throw new Error(`No answer came to ${text}`);
  }

  close(): void {
    this.#socket?.close();
  }

  /** The socket, once it has said hello and was welcomed; undefined if that failed now. */
  async #connected(): Promise<WebSocket | undefined> {
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
    const requestId = randomUUID();
    socket.on('message', (data) => {
      this.frames.push(JSON.parse((data as Buffer).toString()) as ServerFrame);
    });
    socket.send(JSON.stringify({ action: 'hello', requestId }));
    if ((await this.#answer(requestId))?.type !== 'welcome') {
      socket.terminate();
      return undefined;
    }
    this.#socket = socket;
    return socket;
  }

  async #answer(requestId: string): Promise<ServerFrame | undefined> {
    await this.#place.atRest();
    return this.frames.findLast((frame) => 'requestId' in frame && frame.requestId === requestId);
  }
}

const isPassing = (answer: ServerFrame): boolean =>
  answer.type === 'error' && (answer.code === 'internal' || answer.code === 'unavailable');
