/** What a million tokens cost, US dollars. */
interface Price {
  readonly input: number;
  readonly output: number;
  /** Input that was read from the provider's prompt cache. */
  readonly cacheRead: number;
  /** Input that was written to it. */
  readonly cacheWrite: number;
}

/** Anthropic's prices: what is kept for five minutes costs a quarter more to write. */
const claude = (input: number, output: number, cacheRead = input / 10): Price => ({
  input,
  output,
  cacheRead,
  cacheWrite: input * 1.25,
});

/** Prices where writing to the cache costs no more than any input. */
const others = (input: number, output: number, cacheRead: number): Price => ({
  input,
  output,
  cacheRead,
  cacheWrite: input,
});

/**
 * List prices of the models’ own providers as they were known on 2026-11-24, by how a model's id begins; the
 * longest beginning counts. Cloud providers ask the same, some ten percent more for a region of choice. Check
 * them before you bill anybody:
 *
 * - https://platform.claude.com/docs/en/about-claude/pricing
 * - https://aws.amazon.com/bedrock/pricing/
 * - https://developers.openai.com/api/docs/pricing
 */
const PRICES: ReadonlyMap<string, Price> = new Map([
  ['claude-fable-5', claude(10, 50)],
  ['claude-fable-5-1', claude(10, 50, 0.25)],
  ['claude-opus-5', claude(5, 25)],
  ['claude-opus-5-5', claude(4, 20, 0.2)],
  ['claude-opus-4', claude(15, 75)],
  ['claude-opus-4-5', claude(5, 25)],
  ['claude-opus-4-6', claude(5, 25)],
  ['claude-opus-4-7', claude(5, 25)],
  ['claude-opus-4-8', claude(5, 25)],
  ['claude-sonnet-5', claude(2, 10)],
  ['claude-sonnet-5-5', claude(2, 10, 0.1)],
  ['claude-sonnet-4', claude(3, 15)],
  ['claude-haiku-5-5', claude(0.1, 0.5)],
  ['claude-haiku-4-5', claude(1, 5)],
  ['nova-micro', others(0.035, 0.14, 0.00875)],
  ['nova-lite', others(0.06, 0.24, 0.015)],
  ['nova-pro', others(0.8, 3.2, 0.2)],
  ['gpt-5.5', others(5, 30, 0.5)],
  ['gpt-5.4', others(2.5, 15, 0.25)],
  ['gpt-5.4-mini', others(0.75, 4.5, 0.075)],
  ['gpt-5.4-nano', others(0.2, 1.25, 0.02)],
  ['gpt-5-mini', others(0.25, 2, 0.025)],
  ['gpt-4.1', others(2, 8, 0.5)],
  ['gpt-4o', others(2.5, 10, 1.25)],
  ['gpt-4o-mini', others(0.15, 0.6, 0.075)],
  ['builtin', others(0, 0, 0)],
]);

/** Tokens that one message of a model used. `input` is all of its input, cached or not. */
export interface TokenCount {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/**
 * What a message of a model cost, US dollars; undefined if the model's price is not known.
 *
 * @param model as the bot names it, `provider/model id`.
 */
export function costOf(model: string, tokens: TokenCount): number | undefined {
  const price = priceOf(model);
  if (price === undefined) return undefined;
  const fresh = Math.max(0, tokens.input - tokens.cacheRead - tokens.cacheWrite);
  const millionths =
    fresh * price.input +
    tokens.cacheRead * price.cacheRead +
    tokens.cacheWrite * price.cacheWrite +
    tokens.output * price.output;
  return millionths / 1_000_000;
}

function priceOf(model: string): Price | undefined {
  // On Bedrock a region and the maker stand before a model's name: `us.anthropic.claude-…`.
  const id = model.slice(model.indexOf('/') + 1).replace(/^(?:[a-z-]+\.)*(?=claude-|nova-)/u, '');
  const longest = [...PRICES.keys()]
    .filter((name) => id === name || id.startsWith(`${name}-`))
    .sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : PRICES.get(longest);
}
