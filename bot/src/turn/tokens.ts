import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { Spent } from '../conversation/step.ts';
import { OUTPUT_TOKENS_MAX } from './limits.ts';

/** A model of this provider costs nothing, and its tokens are not counted. */
export const FREE_PROVIDER = 'builtin';

type Finish = Extract<LanguageModelV4StreamPart, { type: 'finish' }>;

export const isFree = (model: LanguageModelV4): boolean => model.provider === FREE_PROVIDER;

/** Most tokens that a message is believed to have used: more than any model takes, and little enough to be added up. */
const BELIEVED_TOKENS_MAX = 100_000_000;

const whole = (tokens: number | undefined): number =>
  tokens !== undefined && Number.isFinite(tokens)
    ? Math.min(Math.max(0, Math.round(tokens)), BELIEVED_TOKENS_MAX)
    : 0;

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
  inputTokens: tokensOf(JSON.stringify(prompt).length),
  outputTokens: tokensOf(outputChars),
});

/** What a message can use at most, about, before it is asked for. */
export const mostUsedBy = ({ prompt, tools }: Pick<LanguageModelV4CallOptions, 'prompt' | 'tools'>): number =>
  tokensOf(JSON.stringify({ prompt, tools }).length) + OUTPUT_TOKENS_MAX;

const tokensOf = (chars: number): number => Math.ceil(chars / CHARS_PER_TOKEN);
/** What is usual for English, and safe for JSON. */
const CHARS_PER_TOKEN = 4;
