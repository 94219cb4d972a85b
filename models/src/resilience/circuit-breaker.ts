import type { LanguageModelV4Middleware, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { ModelFailure, toFailure } from './failure.ts';
import type { Timing } from './timing.ts';

/** When a breaker opens, and for how long. */
export interface BreakerPlan {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** So long nothing is asked, milliseconds. */
  readonly openMs: number;
}

/**
 * Keeps customers from waiting for a provider that is down. Closed, it lets everything through. After some
 * failures in a row it is open, and nothing goes through. After a while it is half-open: one request tries,
 * and closes it again or not.
 */
export class CircuitBreaker {
  readonly #plan: BreakerPlan;
  readonly #timing: Timing;
  #failures = 0;
  #openUntil: number | undefined;
  #trying = false;

  constructor(plan: BreakerPlan, timing: Timing) {
    this.#plan = plan;
    this.#timing = timing;
  }

  get state(): 'closed' | 'open' | 'half-open' {
    if (this.#openUntil === undefined) return 'closed';
    return this.#timing.now() < this.#openUntil ? 'open' : 'half-open';
  }

  /**
   * Whether a request may be made. One that was let through must be followed by {@link succeeded}, {@link
   * failed} or {@link gaveUp}.
   */
  enter(): boolean {
    const state = this.state;
    if (state === 'closed') return true;
    if (state === 'open' || this.#trying) return false;
    this.#trying = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openUntil = undefined;
    this.#trying = false;
  }

  failed(): void {
    this.#failures++;
    this.#trying = false;
    if (this.#failures >= this.#plan.failures) this.#openUntil = this.#timing.now() + this.#plan.openMs;
  }

  /** The request ended in a way that says nothing of the provider. */
  gaveUp(): void {
    this.#trying = false;
  }
}

/** Asks a model only while the breaker of its provider allows it. */
export const circuitBreaker = (breaker: CircuitBreaker, timing: Timing): LanguageModelV4Middleware => ({
  specificationVersion: 'v4',
  wrapStream: async ({ doStream, params }) => {
    if (!breaker.enter())
      throw new ModelFailure('tripped', 'The provider failed often; it is left alone for a while.');
    const over = (error: unknown): never => {
      const stopped = params.abortSignal?.aborted === true;
      if (!stopped && toFailure(error, timing.now()).countsAgainstProvider) breaker.failed();
      else breaker.gaveUp();
      throw error;
    };
    const { stream, ...rest } = await Promise.resolve(doStream()).catch(over);
    return { ...rest, stream: watched(stream, breaker, over) };
  },
});

function watched(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  breaker: CircuitBreaker,
  over: (error: unknown) => never,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = stream.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value: part } = await reader.read().catch(over);
      if (done) {
        controller.close();
        return;
      }
      if (part.type === 'finish') breaker.succeeded();
      controller.enqueue(part);
    },
    cancel(reason) {
      // Also after the end, where it changes nothing: who reads a reply need not read on after `finish`.
      breaker.gaveUp();
      return reader.cancel(reason);
    },
  });
}
