import type { LanguageModelV4Middleware, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { isContent } from './content.ts';
import { ModelFailure } from './failure.ts';
import type { Timing } from './timing.ts';

/** How long a model may take for one message, milliseconds. */
export interface TimeLimits {
  /** Until the first of it comes. */
  readonly firstTokenMs: number;
  /** Between one part of it and the next. */
  readonly betweenTokensMs: number;
  /** In all. */
  readonly messageMs: number;
}

/** Fails a reply with `timed-out` when its model is silent for too long, or takes too long in all. */
export const timeLimits = (limits: TimeLimits, timing: Timing): LanguageModelV4Middleware => ({
  specificationVersion: 'v4',
  wrapStream: async ({ model, params }) => {
    const clock = new MessageClock(limits, timing);
    const signal = AbortSignal.any([
      clock.timedOut,
      ...(params.abortSignal === undefined ? [] : [params.abortSignal]),
    ]);
    try {
      const { stream, ...rest } = await orAbort(model.doStream({ ...params, abortSignal: signal }), signal);
      return { ...rest, stream: timed(stream, clock, signal) };
    } catch (error) {
      clock.stop();
      throw clock.timedOut.aborted ? clock.timedOut.reason : error;
    }
  },
});

/** One message's time. It runs from the beginning until it is stopped. */
class MessageClock {
  readonly #limits: TimeLimits;
  readonly #timing: Timing;
  readonly #timeout = new AbortController();
  readonly #stopped = new AbortController();
  readonly #began: number;
  #heard: number | undefined;

  constructor(limits: TimeLimits, timing: Timing) {
    this.#limits = limits;
    this.#timing = timing;
    this.#began = timing.now();
    // A clock that is stopped wakes its own sleep.
    this.#watch().catch(() => undefined);
  }

  /** Aborts with the failure when the time is over. */
  get timedOut(): AbortSignal {
    return this.#timeout.signal;
  }

  heard(): void {
    this.#heard = this.#timing.now();
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #watch(): Promise<void> {
    for (let left = this.#left(); ; left = this.#left()) {
      if (left.ms <= 0) {
        this.#timeout.abort(new ModelFailure('timed-out', left.why));
        return;
      }
      await this.#timing.sleep(left.ms, this.#stopped.signal);
    }
  }

  #left(): { ms: number; why: string } {
    const { firstTokenMs, betweenTokensMs, messageMs } = this.#limits;
    const now = this.#timing.now();
    const message = { ms: this.#began + messageMs - now, why: `It was not done within ${messageMs} ms.` };
    const next =
      this.#heard === undefined
        ? { ms: this.#began + firstTokenMs - now, why: `Nothing came for ${firstTokenMs} ms.` }
        : { ms: this.#heard + betweenTokensMs - now, why: `It stopped for ${betweenTokensMs} ms.` };
    return next.ms < message.ms ? next : message;
  }
}

/** The promise, or the signal's reason if that comes first. */
function orAbort<T>(promise: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    void promise.then(resolve, reject).then(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

/** The stream, failing as soon as the signal aborts: a provider may take long to notice it. */
function timed(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  clock: MessageClock,
  signal: AbortSignal,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = stream.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value: part } = await orAbort(reader.read(), signal);
        if (done) {
          clock.stop();
          controller.close();
          return;
        }
        if (part.type === 'finish') clock.stop();
        else if (isContent(part)) clock.heard();
        controller.enqueue(part);
      } catch (error) {
        clock.stop();
        reader.cancel(error).catch(() => undefined);
        throw error;
      }
    },
    cancel(reason) {
      clock.stop();
      return reader.cancel(reason);
    },
  });
}
