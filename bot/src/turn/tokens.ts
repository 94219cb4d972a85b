import type { LanguageModelV4, LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Customer, ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';
import { SYSTEM_TOKENS_PER_DAY, TURN_TOKENS_MAX } from './limits.ts';

/** A model of this provider costs nothing, and its tokens are not counted. */
export const FREE_PROVIDER = 'builtin';

const isFree = (model: LanguageModelV4): boolean => model.provider === FREE_PROVIDER;

/** What a message has cost, in whole tokens, whatever the model says: none where it does not say. */
export function countedUsage(usage: LanguageModelV4Usage | undefined) {
  const whole = (tokens: number | undefined) =>
    tokens !== undefined && Number.isFinite(tokens) ? Math.max(0, Math.round(tokens)) : 0;
  const { inputTokens, outputTokens } = usage ?? {};
  return {
    inputTokens: {
      total: whole(inputTokens?.total),
      noCache: whole(inputTokens?.noCache),
      cacheRead: whole(inputTokens?.cacheRead),
      cacheWrite: whole(inputTokens?.cacheWrite),
    },
    outputTokens: {
      total: whole(outputTokens?.total),
      text: whole(outputTokens?.text),
      reasoning: whole(outputTokens?.reasoning),
    },
  };
}

/** The tokens that one turn may use, taken from the day's budgets before it begins. */
export interface Allowance {
  /** The models that may be asked. */
  readonly models: readonly LanguageModelV4[];
  /** Whether the day's budget is spent, so that only free models are left, if any. */
  readonly spent: boolean;
  /** Whether the turn may ask once more. */
  readonly mayGoOn: () => boolean;
  /** Counts what a model has used. */
  readonly use: (model: string, tokens: number) => void;
  /** Gives back what was not used. */
  readonly settle: () => Promise<void>;
}

/**
 * Takes a turn's tokens from the customer's budget of the day and the system's, before a model is asked: turns
 * at the same time can't overspend. A worker that dies in between leaves too much counted, never too little.
 */
export async function takeTokens(
  ports: Pick<Ports, 'budgets' | 'now'>,
  service: ServiceDefinition,
  customer: Customer,
  models: readonly LanguageModelV4[],
): Promise<Allowance> {
  const free = models.filter(isFree);
  let used = 0;
  const base = {
    mayGoOn: () => used < TURN_TOKENS_MAX,
    use: (model: string, tokens: number) => {
      if (!model.startsWith(`${FREE_PROVIDER}/`)) used += tokens;
    },
  };
  const nothing = () => Promise.resolve();
  if (free.length === models.length) return { ...base, models, spent: false, settle: nothing };
  const now = ports.now();
  const day = now.toISOString().slice(0, 10);
  const endsAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  const perDay = service.levels.find(({ name }) => name === customer.level)?.tokensPerDay ?? 0;
  const counters = [
    { key: `tokens/${customer.id}/${day}`, limit: perDay },
    { key: `tokens/${day}`, limit: SYSTEM_TOKENS_PER_DAY },
  ];
  const taken: typeof counters = [];
  for (const counter of counters) {
    if (!(await ports.budgets.take(counter.key, TURN_TOKENS_MAX, counter.limit, now, endsAt))) break;
    taken.push(counter);
  }
  const giveBack = async (tokens: number) => {
    if (tokens <= 0) return;
    for (const { key, limit } of taken) await ports.budgets.take(key, -tokens, limit, now, endsAt);
  };
  if (taken.length === counters.length) {
    return { ...base, models, spent: false, settle: () => giveBack(TURN_TOKENS_MAX - used) };
  }
  await giveBack(TURN_TOKENS_MAX);
  return { ...base, models: free, spent: true, settle: nothing };
}
