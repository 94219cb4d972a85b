import type { LanguageModelV4Middleware, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { costOf } from '../prices.ts';

/**
 * Has a model say what a message of it cost, as `providerMetadata.cost.dollars` of its end: the bot, which knows no
 * prices, counts it and keeps it with the message. Nothing is said where the price is not known.
 */
export const priced: LanguageModelV4Middleware = {
  specificationVersion: 'v4',
  wrapStream: async ({ doStream, model }) => {
    const { stream, ...rest } = await doStream();
    const name = `${model.provider}/${model.modelId}`;
    const withCost = new TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart>({
      transform(part, controller) {
        controller.enqueue(part.type === 'finish' ? costed(part, name) : part);
      },
    });
    return { ...rest, stream: stream.pipeThrough(withCost) };
  },
};

function costed(
  part: Extract<LanguageModelV4StreamPart, { type: 'finish' }>,
  name: string,
): LanguageModelV4StreamPart {
  const { inputTokens, outputTokens } = part.usage;
  const dollars = costOf(name, {
    input: inputTokens.total ?? 0,
    output: outputTokens.total ?? 0,
    cacheRead: inputTokens.cacheRead ?? 0,
    cacheWrite: inputTokens.cacheWrite ?? 0,
  });
  if (dollars === undefined) return part;
  return { ...part, providerMetadata: { ...part.providerMetadata, cost: { dollars } } };
}
