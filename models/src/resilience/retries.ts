import type {
  LanguageModelV4Middleware,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from '@ai-sdk/provider';
import { isContent } from './content.ts';
import { toFailure, type ModelFailure } from './failure.ts';
import type { Timing } from './timing.ts';

/** How often, and after how long, a model is asked again. */
export interface RetryPlan {
  /** Most requests for one message, the first included. */
  readonly attempts: number;
  /** The longest wait before the second request, milliseconds; it doubles with each one. */
  readonly firstWaitMs: number;
  /** The longest wait of all: who is told to wait longer gives up, so that another model can answer. */
  readonly longestWaitMs: number;
}

/**
 * Asks again when a model fails before anything of its reply has come. Waits between nothing and the longest
 * time of the plan by chance, so that those who failed together do not come back together, and never less
 * than `retry-after` says.
 */
export const retries = (plan: RetryPlan, timing: Timing): LanguageModelV4Middleware => ({
  specificationVersion: 'v4',
  wrapStream: async ({ doStream, params }) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await begun(await doStream());
      } catch (error) {
        params.abortSignal?.throwIfAborted();
        const failure = toFailure(error, timing.now());
        const wait = waitBefore(attempt, failure, plan, timing);
        if (wait === undefined) throw failure;
        await timing.sleep(wait, params.abortSignal);
      }
    }
  },
});

function waitBefore(
  failed: number,
  { mayRetry, retryAfterMs = 0 }: ModelFailure,
  { attempts, firstWaitMs, longestWaitMs }: RetryPlan,
  timing: Timing,
): number | undefined {
  if (!mayRetry || failed >= attempts || retryAfterMs > longestWaitMs) return undefined;
  const jitter = timing.random() * Math.min(longestWaitMs, firstWaitMs * 2 ** (failed - 1));
  return Math.max(retryAfterMs, jitter);
}

/** The reply, once its first part has come. */
async function begun({ stream, ...rest }: LanguageModelV4StreamResult): Promise<LanguageModelV4StreamResult> {
  const reader = stream.getReader();
  const first: LanguageModelV4StreamPart[] = [];
  let ended = false;
  while (!ended && !first.some(isContent)) {
    const { done, value: part } = await reader.read();
    if (done) ended = true;
    else first.push(part);
  }
  return {
    ...rest,
    stream: new ReadableStream({
      start(controller) {
        for (const part of first) controller.enqueue(part);
        if (ended) controller.close();
      },
      async pull(controller) {
        const { done, value: part } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(part);
      },
      cancel: (reason) => reader.cancel(reason),
    }),
  };
}
