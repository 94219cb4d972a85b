import type { ReplyUsage } from '../session/index.ts';

/** What replies took, summed up. */
export interface UsageFigures {
  /** All that the models read, from a provider's cache or not. */
  readonly inputTokens: number;
  /** Of the input, what came from a provider's cache. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** US dollars, as far as prices are known; absent if none is. */
  readonly dollars?: number;
  /** Whether there are messages whose price is not known, so that it was more. */
  readonly unpriced: boolean;
  /** How long each reply's first token took, milliseconds, shortest first; one that never had any is left out. */
  readonly firstTokenMs: readonly number[];
}

export function figuresOf(replies: readonly ReplyUsage[]): UsageFigures {
  const steps = replies.flatMap((reply) => reply.steps);
  const sum = (of: (step: (typeof steps)[number]) => number): number =>
    steps.reduce((total, step) => total + of(step), 0);
  const priced = steps.some(({ dollars }) => dollars !== undefined);
  return {
    inputTokens: sum((step) => step.inputTokens),
    cachedTokens: sum((step) => step.cachedTokens),
    outputTokens: sum((step) => step.outputTokens),
    ...(priced && { dollars: sum((step) => step.dollars ?? 0) }),
    unpriced: steps.some(({ dollars }) => dollars === undefined),
    firstTokenMs: replies.flatMap(({ steps: [first] }) => first?.firstTokenMs ?? []).sort((a, b) => a - b),
  };
}
