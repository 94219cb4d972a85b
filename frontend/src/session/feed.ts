import { REORDER_GAP_MS } from '@agentic-service-bot/protocol';
import type { NumberedFrame, ServerFrame } from '@agentic-service-bot/protocol';
import type { Clock } from './clock.ts';
import { FrameOrder } from './frame-order.ts';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';
import type { Requests } from './requests.ts';
import { Transcript } from './transcript.ts';
import type { TranscriptEntry } from './transcript.ts';

const RETRY_MS = 5_000;

/**
 * `loading`: the latest messages are being asked for. `unavailable`: they did not come, and are asked for again. `ready`: they are there and kept up to date.
 * `missing`: there is no such conversation, or it is somebody else's.
 */
export type FeedPhase = 'loading' | 'unavailable' | 'ready' | 'missing';

/** Whether there are messages before the first one shown. */
export type Earlier = 'none' | 'available' | 'loading';

/** Keeps the transcript of one conversation complete: loads it, follows it, notices what is missing and asks for it. */
export class Feed {
  readonly conversationId: string;
  readonly #requests: Requests;
  readonly #clock: Clock;
  readonly #order = new FrameOrder<NumberedFrame>(0);
  readonly #transcript = new Transcript();
  readonly #phase = new Cell<FeedPhase>('loading');
  readonly #earlier = new Cell<Earlier>('none');
  #resuming = false;
  #closed = false;
  #cancelGapTimer: (() => void) | undefined;
  #cancelRetry: (() => void) | undefined;

  constructor(conversationId: string, requests: Requests, clock: Clock) {
    this.conversationId = conversationId;
    this.#requests = requests;
    this.#clock = clock;
  }

  get entries(): Observable<readonly TranscriptEntry[]> {
    return this.#transcript.entries;
  }

  get phase(): Observable<FeedPhase> {
    return this.#phase;
  }

  get earlier(): Observable<Earlier> {
    return this.#earlier;
  }

  /** Loads the latest messages, then follows. */
  async load(): Promise<void> {
    this.#order.startReplay();
    const answer = await this.#requests.ask({ action: 'history', conversationId: this.conversationId });
    if (this.#closed) return;
    if (answer.type !== 'history') return this.#retry(answer, () => void this.load());
    this.#transcript.add(answer.messages);
    this.#earlier.set(answer.more ? 'available' : 'none');
    this.#order.endPage(answer.seq);
    this.#phase.set('ready');
    await this.catchUp();
  }

  /** Follows a conversation that has just begun: there is no history to load. */
  begin(): void {
    this.#phase.set('ready');
  }

  /** Asks for what came after the last frame that is known; needed after each new connection. */
  async catchUp(): Promise<void> {
    if (this.#resuming || this.#phase.get() !== 'ready') return;
    this.#resuming = true;
    this.#order.startReplay();
    let more = true;
    while (more) {
      const answer = await this.#requests.ask({
        action: 'resume',
        conversationId: this.conversationId,
        after: this.#order.last,
      });
      if (this.#closed) return;
      if (answer.type !== 'resumed') {
        this.#resuming = false;
        return this.#retry(answer, () => void this.catchUp());
      }
      this.#apply(this.#order.endPage(answer.seq));
      more = answer.more;
    }
    this.#resuming = false;
    this.#apply(this.#order.endReplay());
    this.#watchGap();
  }

  /** Takes a frame of this conversation. */
  receive(frame: NumberedFrame): void {
    if (frame.replay) return this.#order.receiveReplayed(frame);
    this.#apply(this.#order.receive(frame));
    this.#watchGap();
  }

  /** Loads the page before the first message shown. */
  async loadEarlier(): Promise<void> {
    const first = this.entries.get()[0];
    if (!first || this.#earlier.get() !== 'available') return;
    this.#earlier.set('loading');
    const answer = await this.#requests.ask({
      action: 'history',
      conversationId: this.conversationId,
      before: first.from,
    });
    if (answer.type !== 'history') return this.#earlier.set('available');
    this.#transcript.add(answer.messages);
    this.#earlier.set(answer.more ? 'available' : 'none');
  }

  /** Stops following. */
  close(): void {
    this.#closed = true;
    this.#cancelGapTimer?.();
    this.#cancelRetry?.();
  }

  #apply(frames: readonly NumberedFrame[]): void {
    for (const frame of frames) {
      if (frame.type === 'message') this.#transcript.applyMessage(frame);
      if (frame.type === 'chunk') this.#transcript.applyChunk(frame);
    }
  }

  #watchGap(): void {
    if (!this.#order.hasGap) {
      this.#cancelGapTimer?.();
      this.#cancelGapTimer = undefined;
    } else if (!this.#resuming) {
      this.#cancelGapTimer ??= this.#clock.after(REORDER_GAP_MS, () => {
        this.#cancelGapTimer = undefined;
        void this.catchUp();
      });
    }
  }

  #retry(answer: ServerFrame, again: () => void): void {
    if (answer.type === 'error' && (answer.code === 'not_found' || answer.code === 'forbidden')) {
      this.#phase.set('missing');
      return;
    }
    if (this.#phase.get() === 'loading') this.#phase.set('unavailable');
    const wait = answer.type === 'error' ? (answer.retryAfterMs ?? RETRY_MS) : RETRY_MS;
    this.#cancelRetry?.();
    this.#cancelRetry = this.#clock.after(wait, again);
  }
}
