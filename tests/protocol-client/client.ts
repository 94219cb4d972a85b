import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { WebSocket, type RawData } from 'ws';
import {
  ANSWER_TYPE,
  numbered,
  type Action,
  type Answers,
  type ErrorFrame,
  type ServerFrame,
} from './frames.ts';
import { handshake, SUBPROTOCOL } from './handshake.ts';
import { departuresOf } from './shape.ts';
import type { Target } from './target.ts';
import { Transcript } from './transcript.ts';

/** How long a test waits for what must come, milliseconds. */
const PATIENCE_MS = 10_000;
/** How long a client waits for a missing number before it resumes, milliseconds. */
const GAP_MS = 2_000;

/** The server answered `error`. */
export class Refused extends Error {
  readonly frame: ErrorFrame;

  constructor(frame: ErrorFrame) {
    super(`${frame.code}: ${frame.message}`);
    this.frame = frame;
  }
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A frame to send; `requestId` is filled in where it is left out. */
export type Request<A extends Action = Action> = Readonly<Record<string, unknown>> & { readonly action: A };

/** One socket: sends, keeps every frame that arrives, and folds them to transcripts. */
export class Client {
  /** Every frame as it arrived. */
  readonly frames: ServerFrame[] = [];
  /** What arrived and is not as the protocol's page says. */
  readonly departures: string[] = [];
  /** The subprotocol that the server selected. */
  readonly subprotocol: string;
  /** Settles when the connection ends. */
  readonly closed: Promise<Closed>;

  readonly #socket: WebSocket;
  readonly #arrivals = new EventEmitter().setMaxListeners(0);
  readonly #transcripts = new Map<string, Transcript>();
  readonly #gaps = new Map<string, NodeJS.Timeout>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.subprotocol = socket.protocol;
    socket.on('message', (data, binary) => {
      this.#receive(data, binary);
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        for (const timer of this.#gaps.values()) clearTimeout(timer);
        resolve({ code, reason: reason.toString() });
        this.#arrivals.emit('frame');
      });
    });
  }

  /** Connects with a token. Throws `HandshakeRefused` when the server does not let it in. */
  static async open(target: Target, token: string): Promise<Client> {
    return new Client(await handshake(target, [SUBPROTOCOL, token]));
  }

  /** Connects as a known customer or operator and says hello. */
  static async join(target: Target, sub: string): Promise<Client> {
    const client = await Client.open(target, await target.mintToken(sub));
    await client.request({ action: 'hello' });
    return client;
  }

  /** Sends a frame, or text or bytes as they are. */
  send(frame: Readonly<Record<string, unknown>> | string | Uint8Array): void {
    this.#socket.send(
      typeof frame === 'string' || frame instanceof Uint8Array ? frame : JSON.stringify(frame),
    );
  }

  /** Sends a frame and returns its answer. Throws `Refused` on an `error`. */
  async request<A extends Action>(frame: Request<A>): Promise<Answers[A]> {
    const answer = await this.#answer(frame);
    if (answer.type === 'error') throw new Refused(answer);
    if (answer.type !== ANSWER_TYPE[frame.action]) {
      throw new Error(`${frame.action} was answered with ${JSON.stringify(answer)}`);
    }
    return answer as Answers[A];
  }

  /** Sends a frame that must be refused and returns the `error`. */
  async refusal(frame: Readonly<Record<string, unknown>>): Promise<ErrorFrame> {
    const answer = await this.#answer(frame);
    if (answer.type !== 'error') throw new Error(`Not refused: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Returns the first frame, of those that came and those to come, that `select` makes something of. */
  async find<T>(what: string, select: (frame: ServerFrame) => T | undefined, since = 0): Promise<T> {
    const deadline = AbortSignal.timeout(PATIENCE_MS);
    for (let next = since; ; next += 1) {
      while (next >= this.frames.length) {
        if (this.#socket.readyState === WebSocket.CLOSED) throw new Error(`Closed before ${what}`);
        try {
          await once(this.#arrivals, 'frame', { signal: deadline });
        } catch {
          const tail = this.frames.slice(-5).map((frame) => JSON.stringify(frame));
          throw new Error(`Waited in vain for ${what}. The last frames:\n${tail.join('\n')}`);
        }
      }
      const frame = this.frames[next];
      const found = frame === undefined ? undefined : select(frame);
      if (found !== undefined) return found;
    }
  }

  /** Returns what is known of a conversation. */
  transcript(conversationId: string): Transcript {
    let transcript = this.#transcripts.get(conversationId);
    if (transcript === undefined) {
      transcript = new Transcript();
      this.#transcripts.set(conversationId, transcript);
    }
    return transcript;
  }

  /** Catches up with a conversation from what is known of it, page by page. */
  async resume(conversationId: string): Promise<void> {
    const transcript = this.transcript(conversationId);
    for (let more = true; more;) {
      ({ more } = await this.request({ action: 'resume', conversationId, after: transcript.last }));
    }
  }

  /** Ends the connection and waits for its end. */
  async close(): Promise<Closed> {
    this.#socket.close();
    return await this.closed;
  }

  async #answer(frame: Readonly<Record<string, unknown>>): Promise<ServerFrame> {
    const since = this.frames.length;
    const requestId = frame['requestId'] ?? randomUUID();
    this.send(JSON.stringify({ ...frame, requestId }));
    return await this.find(
      `the answer to ${String(frame['action'])}`,
      (received) => ('requestId' in received && received.requestId === requestId ? received : undefined),
      since,
    );
  }

  #receive(data: RawData, binary: boolean): void {
    const text = (data as Buffer).toString();
    this.departures.push(...(binary ? ['A binary frame'] : departuresOf(text)));
    const frame = JSON.parse(text) as ServerFrame;
    this.frames.push(frame);
    this.#fold(frame);
    this.#arrivals.emit('frame');
  }

  #fold(frame: ServerFrame): void {
    const count = numbered(frame);
    if (count !== undefined) {
      this.transcript(count.conversationId).apply(count.frame);
      this.#mind(count.conversationId);
    } else if (frame.type === 'resumed') {
      this.transcript(frame.conversationId).resumed(frame.seq);
      this.#mind(frame.conversationId);
    }
  }

  /** Resumes a conversation whose gap stays open. */
  #mind(conversationId: string): void {
    const timer = this.#gaps.get(conversationId);
    if (!this.transcript(conversationId).gap) {
      clearTimeout(timer);
      this.#gaps.delete(conversationId);
    } else if (timer === undefined) {
      const resume = (): void => {
        this.#gaps.delete(conversationId);
        this.resume(conversationId).catch((error: unknown) => {
          this.departures.push(`A gap stayed open: ${String(error)}`);
        });
      };
      this.#gaps.set(conversationId, setTimeout(resume, GAP_MS));
    }
  }
}
