import type { LanguageModelV4, LanguageModelV4Prompt, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { Spent } from '../conversation/step.ts';
import type { Customer, ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';
import { SYSTEM_TOKENS_PER_DAY, TURN_DOLLARS_MAX, TURN_TOKENS_MAX } from './limits.ts';

/** A model of this provider costs nothing, and its tokens are not counted. */
export const FREE_PROVIDER = 'builtin';

type Finish = Extract<LanguageModelV4StreamPart, { type: 'finish' }>;

const isFree = (model: LanguageModelV4): boolean => model.provider === FREE_PROVIDER;

const whole = (tokens: number | undefined): number =>
  tokens !== undefined && Number.isFinite(tokens) ? Math.max(0, Math.round(tokens)) : 0;

/**
 * What a message has used, in whole tokens, whatever the model says: none where it does not say. What it cost comes as
 * `providerMetadata.cost.dollars` of its end, from where the prices are known.
 */
export function usedIn(
  provider: string,
  { usage, providerMetadata }: Pick<Finish, 'usage' | 'providerMetadata'>,
): Pick<Spent, 'inputTokens' | 'outputTokens' | 'cachedTokens' | 'dollars'> {
  // A model is a stranger: it may leave out even what its type has.
  const { inputTokens, outputTokens } = (usage as typeof usage | undefined) ?? {};
  const said = provider === FREE_PROVIDER ? 0 : providerMetadata?.['cost']?.['dollars'];
  const isPrice = typeof said === 'number' && Number.isFinite(said) && said >= 0;
  return {
    inputTokens: whole(inputTokens?.total),
    outputTokens: whole(outputTokens?.total),
    cachedTokens: whole(inputTokens?.cacheRead),
    ...(isPrice ? { dollars: said } : {}),
  };
}

/** What a message that broke has used, about: its provider has not said, and may count it all the same. */
export const usedUnsaid = (prompt: LanguageModelV4Prompt, outputChars: number) => ({
  inputTokens: Math.ceil(JSON.stringify(prompt).length / CHARS_PER_TOKEN),
  outputTokens: Math.ceil(outputChars / CHARS_PER_TOKEN),
});
/** What is usual for English, and safe for JSON. */
const CHARS_PER_TOKEN = 4;

/** What one turn may use: tokens, taken from the day's budgets before it begins, and money. */
export interface Allowance {
  /** The models that may be asked. */
  readonly models: readonly LanguageModelV4[];
  /** Whether the day's budget is spent, so that only free models are left, if any. */
  readonly spent: boolean;
  /** Whether the turn may ask once more. */
  readonly mayGoOn: () => boolean;
  /** Counts what a message of a model has used. */
  readonly use: (
    model: LanguageModelV4,
    used: Pick<Spent, 'inputTokens' | 'outputTokens' | 'dollars'>,
  ) => void;
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
  let dollars = 0;
  const base: Pick<Allowance, 'mayGoOn' | 'use'> = {
    mayGoOn: () => used < TURN_TOKENS_MAX && dollars < TURN_DOLLARS_MAX,
    use: (model, spent) => {
      if (isFree(model)) return;
      used += spent.inputTokens + spent.outputTokens;
      dollars += spent.dollars ?? 0;
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
