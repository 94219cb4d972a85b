import type { LanguageModelV4 } from '@ai-sdk/provider';
import { wrapLanguageModel } from 'ai';
import { circuitBreaker, type BreakerPlan, type CircuitBreaker } from './circuit-breaker.ts';
import { countedUsage } from './counted-usage.ts';
import { priced } from './priced.ts';
import { retries, type RetryPlan } from './retries.ts';
import { timeLimits, type TimeLimits } from './time-limits.ts';
import type { Timing } from './timing.ts';
import { wholeReplies } from './whole-replies.ts';

/** How much patience there is with a provider. */
export interface Patience {
  readonly limits: TimeLimits;
  readonly retries: RetryPlan;
  readonly breaker: BreakerPlan;
}

/**
 * Chosen for a customer who is waiting. What is shown of a reply can be taken back, so a slow one is given up
 * early; a turn (120 s) has room for a model that stalls and another one that answers.
 */
export const PATIENCE: Patience = {
  limits: { firstTokenMs: 20_000, betweenTokensMs: 15_000, messageMs: 60_000 },
  retries: { attempts: 3, firstWaitMs: 500, longestWaitMs: 8_000 },
  breaker: { failures: 5, openMs: 30_000 },
};

/**
 * The model so that a streamed reply comes whole and in time, or fails with a `ModelFailure` for the next
 * model of the list to be asked. Each request of a retry has its own time limits; the breaker sees one result
 * for all of them.
 */
export const resilient = (
  model: LanguageModelV4,
  breaker: CircuitBreaker,
  patience: Patience,
  timing: Timing,
): LanguageModelV4 =>
  wrapLanguageModel({
    model,
    middleware: [
      circuitBreaker(breaker, timing),
      retries(patience.retries, timing),
      timeLimits(patience.limits, timing),
      wholeReplies(timing),
      priced,
      countedUsage,
    ],
  });
