import type { Bot } from '@agentic-service-bot/bot';
import { fault, type Telemetry } from '@agentic-service-bot/bot/ports';
import { setTimeout } from 'node:timers/promises';
import type { Ring, Rings } from '../sqlite/rings.ts';
import { Alarm } from './alarm.ts';

/** Most conversations that are worked on at a time. */
const CONCURRENCY = 64;
/** When to try again what another worker has, milliseconds. */
const BUSY_MS = 1_000;
/** When to try again after the first failure, the second, …, milliseconds; after the last the bot gives up. */
const RETRIES_MS = [250, 1_000, 2_000, 4_000];
/** When to try again to give up, milliseconds. */
const GIVE_UP_AGAIN_MS = 5_000;
/** When to try again what the store could not read or write down, milliseconds. */
const STORE_MS = 1_000;

export interface InboxLoopOptions {
  readonly rings: Rings;
  readonly bot: Pick<Bot, 'work' | 'giveUp'>;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
}

/** Answers the doorbell: has the bot work on each rung conversation until nothing is left to do there. */
export class InboxLoop {
  readonly #options: InboxLoopOptions;
  readonly #working = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  readonly #alarm: Alarm;
  #unlisten: (() => void) | undefined;

  constructor(options: InboxLoopOptions) {
    this.#options = options;
    this.#alarm = new Alarm(() => this.#pump(), options.now);
  }

  /** Begins with what was left when the last process ended. */
  start(): void {
    this.#unlisten = this.#options.rings.onRing(() => this.#pump());
    this.#pump();
  }

  /** Takes nothing new, and has what is under way handed back; returns when it is. */
  async stop(): Promise<void> {
    this.#unlisten?.();
    this.#alarm.clear();
    this.#stop.abort();
    await Promise.all(this.#working.values());
  }

  #pump(): void {
    if (this.#stop.signal.aborted) return;
    const { telemetry, now } = this.#options;
    // One moment for both questions: what comes to be due between two would be in neither answer.
    const at = now();
    try {
      this.#answerDue(at);
    } catch (error) {
      telemetry.report(fault('inbox', error));
      this.#alarm.set(new Date(at.getTime() + STORE_MS));
    }
  }

  #answerDue(at: Date): void {
    const { rings } = this.#options;
    // Those that are being worked on are among them.
    for (const ring of rings.due(at, CONCURRENCY)) {
      if (this.#working.size >= CONCURRENCY) break;
      if (this.#working.has(ring.conversationId)) continue;
      const work = this.#answer(ring).finally(() => {
        this.#working.delete(ring.conversationId);
        this.#pump();
      });
      this.#working.set(ring.conversationId, work);
    }
    this.#alarm.set(rings.nextDue(at));
  }

  async #answer(ring: Ring): Promise<void> {
    const { rings, bot, telemetry, now } = this.#options;
    const { conversationId } = ring;
    const later = (ms: number): Date => new Date(now().getTime() + ms);
    const retryMs = RETRIES_MS[ring.failures];
    try {
      if (retryMs === undefined) await bot.giveUp(conversationId);
      else if ((await bot.work(conversationId, this.#stop.signal)) === 'busy') {
        // At the end of the process the ring just stays.
        if (!this.#stop.signal.aborted) await rings.postpone(ring, later(BUSY_MS), ring.failures);
        return;
      }
      await rings.answered(ring);
    } catch (error) {
      telemetry.report(fault('work', error, conversationId));
      await rings
        .postpone(ring, later(retryMs ?? GIVE_UP_AGAIN_MS), ring.failures + 1)
        .catch(async (storeFault: unknown) => {
          // The store itself fails: the ring stands as it was. To ask at once again would help nobody.
          telemetry.report(fault('inbox', storeFault, conversationId));
          await setTimeout(STORE_MS);
        });
    }
  }
}
