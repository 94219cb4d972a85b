import type { ClientFrame, ServerFrame, WelcomeFrame } from '@agentic-service-bot/protocol';
import { backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import { Line } from './line.ts';
import type { Greeting, OpenSocket } from './line.ts';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';
import { renewIn, tokenLeft } from './renewal.ts';

/** A line that held this long was a good one: the next attempt starts counting failures afresh. */
const STABLE_MS = 10_000;
/** Failed attempts after which a person is told that they are offline. */
const OFFLINE_AFTER = 3;
/** How long a token may take. */
const TOKEN_TIMEOUT_MS = 15_000;

/**
 * `connecting`: for the first time. `reconnecting`: cut off, trying again. `offline`: no network, or several attempts
 * failed; it goes on trying. `signed-out`: nobody may connect any more, by choice or because no token is given out.
 */
export type ConnectionState = 'connecting' | 'online' | 'reconnecting' | 'offline' | 'signed-out';

/** What the outside world gives a connection. */
export interface ConnectionEnvironment {
  readonly openSocket: OpenSocket;
  /** A fresh token; undefined when none is given out to this person; rejects when it could not be asked for. */
  readonly fetchToken: () => Promise<string | undefined>;
  readonly greeting: Greeting;
  readonly clock: Clock;
  /** A number from 0 (inclusive) to 1. */
  readonly random: () => number;
}

export interface ConnectionListener {
  /** A line is being set up: what comes from now on is newer than what its welcome will say. */
  readonly onNewLine: () => void;
  /** There is a new line: what the last one lost can be asked for. */
  readonly onConnected: () => void;
  /** After each hello, before `onConnected`. */
  readonly onWelcome: (welcome: WelcomeFrame) => void;
  readonly onFrame: (frame: ServerFrame) => void;
}

/**
 * Keeps a client connected for as long as it wants: a fresh token for each line, a new line when one breaks
 * (after a {@link backoff}) and before one runs out (without a break).
 */
export class Connection {
  readonly #environment: ConnectionEnvironment;
  readonly #listener: ConnectionListener;
  readonly #state = new Cell<ConnectionState>('connecting');
  /** The line in use. */
  #line: Line | undefined;
  /** The line that is being set up. */
  #nextLine: Line | undefined;
  /** Told apart by identity: an attempt that is not the latest one is over. */
  #attempt: symbol | undefined;
  #cancelTimer: () => void = () => undefined;
  #onlineSince = 0;
  /** When the token of the line in use ends, by this clock. */
  #endsAt = 0;
  #failures = 0;
  /** The device has said that it has no network: no attempt is under way, and none is to come. */
  #isWaiting = false;

  constructor(environment: ConnectionEnvironment, listener: ConnectionListener) {
    this.#environment = environment;
    this.#listener = listener;
  }

  get state(): Observable<ConnectionState> {
    return this.#state;
  }

  start(): void {
    void this.#connect();
  }

  /** Ends it for good. */
  stop(): void {
    this.#dropLines();
    this.#state.set('signed-out');
  }

  /** False when there is no line to send on. */
  send(frame: ClientFrame): boolean {
    this.#line?.send(frame);
    return this.#line !== undefined;
  }

  /** The device says that its network came or went. */
  networkChanged(available: boolean): void {
    if (this.#state.get() === 'signed-out') return;
    if (available) {
      // It may be another network, and what stood on the last one gone.
      if (this.#line) this.#line.check();
      else void this.#connect();
      return;
    }
    this.#dropLines();
    this.#isWaiting = true;
    this.#state.set('offline');
  }

  /**
   * Somebody looks again: while nobody did, a phone may have put the page to sleep, and the line is gone without a word, or
   * the device forgot to say that its network came. An attempt that is under way, or waits for its turn, goes on.
   */
  lookedAt(): void {
    if (this.#isWaiting && this.#state.get() !== 'signed-out') void this.#connect();
    else this.check();
  }

  /** There is reason to doubt the line: it is left if it does not answer soon. */
  check(): void {
    this.#line?.check();
  }

  /** Asks for another welcome: what it says may have changed. */
  greetAgain(): void {
    this.#line?.greet();
  }

  async #connect(): Promise<void> {
    const { fetchToken, openSocket, greeting, clock } = this.#environment;
    this.#isWaiting = false;
    this.#cancelTimer();
    this.#nextLine?.close();
    this.#nextLine = undefined;
    const attempt = Symbol('attempt');
    this.#attempt = attempt;
    this.#cancelTimer = clock.after(TOKEN_TIMEOUT_MS, () => this.#failed());
    let token;
    try {
      token = await fetchToken();
    } catch {
      if (this.#attempt === attempt) this.#failed();
      return;
    }
    if (this.#attempt !== attempt) return;
    if (token === undefined) return this.stop();
    this.#cancelTimer();
    this.#listener.onNewLine();
    const line: Line = new Line({
      openSocket,
      token,
      greeting,
      clock,
      onWelcome: (welcome) => this.#welcomed(line, welcome),
      onFrame: this.#listener.onFrame,
      onEnd: () => this.#ended(line),
    });
    this.#nextLine = line;
  }

  #welcomed(line: Line, welcome: WelcomeFrame): void {
    if (line === this.#line) return this.#listener.onWelcome(welcome);
    this.#line?.close();
    this.#line = line;
    this.#nextLine = undefined;
    const now = this.#environment.clock.now();
    this.#onlineSince = now;
    const left = tokenLeft(welcome, now);
    this.#endsAt = now + left;
    this.#cancelTimer = this.#environment.clock.after(renewIn(left), () => void this.#connect());
    this.#state.set('online');
    this.#listener.onWelcome(welcome);
    this.#listener.onConnected();
  }

  #ended(line: Line): void {
    const wasInUse = line === this.#line;
    if (wasInUse) {
      this.#line = undefined;
      if (this.#environment.clock.now() - this.#onlineSince >= STABLE_MS) this.#failures = 0;
      // Its replacement is on the way already.
      if (this.#nextLine) return this.#state.set('reconnecting');
    } else {
      this.#nextLine = undefined;
    }
    this.#failed();
  }

  #failed(): void {
    const { clock, random } = this.#environment;
    this.#failures += 1;
    this.#attempt = undefined;
    if (clock.now() >= this.#endsAt) {
      // Its token has ended, and nothing comes on it any more.
      this.#line?.close();
      this.#line = undefined;
    }
    if (!this.#line) this.#state.set(this.#failures > OFFLINE_AFTER ? 'offline' : 'reconnecting');
    this.#cancelTimer();
    this.#cancelTimer = clock.after(backoff(this.#failures, random()), () => void this.#connect());
  }

  #dropLines(): void {
    this.#attempt = undefined;
    this.#cancelTimer();
    this.#line?.close();
    this.#nextLine?.close();
    this.#line = undefined;
    this.#nextLine = undefined;
  }
}
