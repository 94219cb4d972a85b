import { once } from 'node:events';
import type { WebSocket } from 'ws';
import type { ServerFrame } from '../../protocol-client/frames.ts';
import { handshake, SUBPROTOCOL } from '../../protocol-client/handshake.ts';
import type { Target } from '../../protocol-client/target.ts';
import { departuresOf } from '../../protocol-client/shape.ts';
import { MINE, OTHERS, type GeneratedFrame } from './generated-frame.ts';

/** How long an answer may take, milliseconds. */
const PATIENCE_MS = 20_000;
/** What comes unasked, or before the answer. */
const NO_ANSWERS: ReadonlySet<string> = new Set(['chunk', 'message', 'conversation', 'summary']);
const REQUEST_ID = /^[A-Za-z0-9_-]{1,64}$/u;

/** Somebody who sends whatever was generated, and minds that each frame is answered, in order. */
export class Fuzzer {
  readonly #target: Target;
  readonly #sub: string;
  readonly #saysHello: boolean;
  #socket: WebSocket | undefined;
  #closed: Promise<number> = Promise.resolve(0);
  #waiting: { readonly requestId: string | undefined; readonly text: string }[] = [];
  #answered = Promise.withResolvers<undefined>();
  /** What went wrong. */
  readonly faults: string[] = [];
  /** Answers by their type, or an error's code. */
  readonly answers = new Map<string, number>();
  /** A conversation of its own, and one of somebody else's. */
  mine = 'none-yet';
  others = 'none-yet';

  constructor(target: Target, sub: string, saysHello = true) {
    this.#target = target;
    this.#sub = sub;
    this.#saysHello = saysHello;
  }

  /** Sends all at once, where none closes the socket; returns when all are answered. */
  async send(frames: readonly GeneratedFrame[]): Promise<void> {
    for (const frame of frames) {
      const socket = (this.#socket ??= await this.#open());
      if (frame.kind === 'text') {
        this.#expect(frame.text, socket);
      } else {
        await this.#answersCome();
        socket.send(frame.data, { binary: frame.binary });
        const code = await this.#closed;
        if (code !== frame.code) this.faults.push(`Closed with ${code}, not ${frame.code}.`);
      }
    }
    await this.#answersCome();
  }

  async close(): Promise<void> {
    this.#socket?.close();
    await this.#closed;
  }

  #expect(generated: string, socket: WebSocket): void {
    const text = generated.replaceAll(MINE, this.mine).replaceAll(OTHERS, this.others);
    this.#waiting.push({ requestId: requestIdOf(text), text });
    socket.send(text);
  }

  async #answersCome(): Promise<void> {
    if (this.#waiting.length === 0) return;
    this.#answered = Promise.withResolvers<undefined>();
    const timer = setTimeout(
      () => this.#answered.reject(new Error(`in vain for ${PATIENCE_MS} ms`)),
      PATIENCE_MS,
    );
    await this.#answered.promise.catch((error: unknown) => {
      const [first] = this.#waiting.splice(0);
      this.faults.push(`No answer came to ${first?.text.slice(0, 300) ?? ''}: ${String(error)}`);
    });
    clearTimeout(timer);
  }

  async #open(): Promise<WebSocket> {
    const token = await this.#target.mintToken(this.#sub);
    const socket = await handshake(this.#target, [SUBPROTOCOL, token]);
    this.#closed = once(socket, 'close').then(([code]) => {
      this.#socket = undefined;
      if (this.#waiting.length > 0) this.#answered.reject(new Error(`closed with ${code}`));
      return code as number;
    });
    socket.on('message', (data) => this.#receive((data as Buffer).toString()));
    socket.on('error', (error) => this.faults.push(String(error)));
    if (this.#saysHello) this.#expect('{"action":"hello"}', socket);
    return socket;
  }

  #receive(text: string): void {
    this.faults.push(...departuresOf(text));
    const frame = JSON.parse(text) as ServerFrame & { readonly requestId?: string };
    if (NO_ANSWERS.has(frame.type)) return;
    if (frame.type === 'accepted') this.mine = frame.conversationId;
    const asked = this.#waiting.shift();
    const kind = frame.type === 'error' ? frame.code : frame.type;
    this.answers.set(kind, (this.answers.get(kind) ?? 0) + 1);
    if (asked === undefined || asked.requestId !== frame.requestId || kind === 'internal')
      this.faults.push(`${asked?.text.slice(0, 300) ?? 'Nothing'} was answered with ${text.slice(0, 300)}`);
    if (this.#waiting.length === 0) this.#answered.resolve(undefined);
  }
}

/** The `requestId` that an answer must repeat: that of an object which has a right one. */
function requestIdOf(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('requestId' in value))
    return undefined;
  const { requestId } = value;
  return typeof requestId === 'string' && REQUEST_ID.test(requestId) ? requestId : undefined;
}
