import type {
  ApproveFrame,
  ClientFrame,
  ErrorFrame,
  ReplyFrame,
  SendMessageFrame,
  ServerFrame,
} from '@agentic-service-bot/protocol';
import type { Clock } from './clock.ts';

/** What requests travel on. */
export interface Carrier {
  /** Sends a frame if it can now. */
  readonly send: (frame: ClientFrame) => boolean;
  /** Makes sure that what it sends on still stands. */
  readonly check: () => void;
}

const ASK_TIMEOUT_MS = 10_000;
const RESEND_AFTER_MS = 15_000;

/** A client's frame before it has a `requestId`. */
export type Question = WithoutRequestId<ClientFrame>;
type WithoutRequestId<F> = F extends ClientFrame ? Omit<F, 'requestId'> : never;

/** The frames that are stored once, however often they are sent. */
export type Deliverable = SendMessageFrame | ApproveFrame | ReplyFrame;

interface Open {
  readonly frame: ClientFrame;
  readonly resolve: (answer: ServerFrame) => void;
  cancelTimer: () => void;
}

/**
 * Matches answers to what was asked. What is unanswered when a connection breaks is sent again, unchanged, on the
 * next one: the server knows a `requestId` that it has seen.
 */
export class Requests {
  readonly #open = new Map<string, Open>();
  readonly #carrier: Carrier;
  readonly #clock: Clock;
  readonly #newId: () => string;

  /** @param newId a fresh `requestId` */
  constructor(carrier: Carrier, clock: Clock, newId: () => string) {
    this.#carrier = carrier;
    this.#clock = clock;
    this.#newId = newId;
  }

  /** Asks, and waits ten seconds at most; an answer that did not come is the error `unavailable`. */
  ask(question: Question): Promise<ServerFrame> {
    const requestId = this.#newId();
    return new Promise((resolve) => {
      const cancelTimer = this.#clock.after(ASK_TIMEOUT_MS, () => {
        this.#open.delete(requestId);
        this.#carrier.check();
        resolve({ type: 'error', code: 'unavailable', message: 'No answer came in time.', requestId });
      });
      this.#begin(requestId, { frame: { ...question, requestId }, resolve, cancelTimer });
    });
  }

  /** Delivers a frame that must arrive: goes on sending it until the server accepts or refuses it. */
  deliver(frame: Deliverable): Promise<ServerFrame> {
    return new Promise((resolve) => {
      const open: Open = { frame, resolve, cancelTimer: () => undefined };
      const repeat = (): void => {
        open.cancelTimer = this.#clock.after(RESEND_AFTER_MS, () => {
          this.#carrier.check();
          this.#carrier.send(frame);
          repeat();
        });
      };
      repeat();
      this.#begin(frame.requestId, open);
    });
  }

  /** Takes an answer to its question; false if nobody asked. */
  settle(answer: ServerFrame): boolean {
    const requestId = 'requestId' in answer ? answer.requestId : undefined;
    const open = requestId === undefined ? undefined : this.#open.get(requestId);
    if (requestId === undefined || !open) return false;
    // The token ended before it was read: it goes out again with a fresh one.
    if (answer.type === 'error' && answer.code === 'unauthorized') return true;
    this.#open.delete(requestId);
    open.cancelTimer();
    open.resolve(answer);
    return true;
  }

  /** Sends again what has no answer yet, in the order in which it was asked. */
  resend(): void {
    for (const { frame } of this.#open.values()) this.#carrier.send(frame);
  }

  #begin(requestId: string, open: Open): void {
    this.#open.set(requestId, open);
    this.#carrier.send(open.frame);
  }
}

/** Why an answer is a no; undefined if it is not. */
export const refusalOf = (answer: ServerFrame): ErrorFrame | undefined =>
  answer.type === 'error' ? answer : undefined;
