import type { Bot } from '@agentic-service-bot/bot';
import { fault, TIMER_GRACE_MS, type Telemetry } from '@agentic-service-bot/bot/ports';
import { setTimeout } from 'node:timers/promises';
import type { DueTimer, Timers } from '../sqlite/timers.ts';
import { Alarm } from './alarm.ts';

/** Most timers that fire at a time. */
const CONCURRENCY = 16;
/** When to try again while the conversation has another reply open, milliseconds. */
const BUSY_MS = 1_000;
/** When to try again after a failure, milliseconds. */
const FAILED_MS = 5_000;

export interface TimerLoopOptions {
  readonly timers: Timers;
  readonly bot: Pick<Bot, 'fire'>;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
}

/** Fires each timer when its time has come, again until the bot has taken it up; how late it may run, the bot says. */
export class TimerLoop {
  readonly #options: TimerLoopOptions;
  readonly #firing = new Map<string, Promise<void>>();
  readonly #alarm: Alarm;
  #unlisten: (() => void) | undefined;
  #stopped = false;

  constructor(options: TimerLoopOptions) {
    this.#options = options;
    this.#alarm = new Alarm(() => this.#pump(), options.now);
  }

  start(): void {
    this.#unlisten = this.#options.timers.onSet(() => this.#pump());
    this.#pump();
  }

  /** Fires nothing new; returns when what is firing has fired. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unlisten?.();
    this.#alarm.clear();
    await Promise.all(this.#firing.values());
  }

  #pump(): void {
    if (this.#stopped) return;
    const { telemetry, now } = this.#options;
    // One moment for both questions: what comes to be due between two would be in neither answer.
    const at = now();
    try {
      this.#fireDue(at);
    } catch (error) {
      telemetry.report(fault('timer', error));
      this.#alarm.set(new Date(at.getTime() + FAILED_MS));
    }
  }

  #fireDue(at: Date): void {
    const { timers } = this.#options;
    for (const due of timers.due(at, CONCURRENCY)) {
      const key = JSON.stringify([due.timer.customerId, due.timer.id]);
      if (this.#firing.size >= CONCURRENCY) break;
      if (this.#firing.has(key)) continue;
      const fire = this.#fire(due).finally(() => {
        this.#firing.delete(key);
        this.#pump();
      });
      this.#firing.set(key, fire);
    }
    this.#alarm.set(timers.nextDue(at));
  }

  async #fire(due: DueTimer): Promise<void> {
    const { timers, bot, telemetry, now } = this.#options;
    const later = (ms: number): Date => new Date(now().getTime() + ms);
    const report = (error: unknown): void =>
      telemetry.report(fault('timer', error, due.timer.conversationId));
    const { plannedAt } = due;
    try {
      if ((await bot.fire(due.timer, plannedAt)) === 'done') {
        // Of all the times that have passed too long ago, the customer is told once.
        const firedAfter = Math.max(plannedAt.getTime(), now().getTime() - TIMER_GRACE_MS);
        await timers.fired(due, new Date(firedAfter));
      } else {
        await timers.postpone(due, later(BUSY_MS));
      }
    } catch (error) {
      report(error);
      await timers.postpone(due, later(FAILED_MS)).catch(async (storeFault: unknown) => {
        report(storeFault);
        await setTimeout(BUSY_MS);
      });
    }
  }
}
