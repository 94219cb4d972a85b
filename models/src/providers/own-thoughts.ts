import type { LanguageModelV4Middleware, LanguageModelV4StreamPart } from '@ai-sdk/provider';

/** Under this name a thought's metadata says who has thought it. */
const AUTHOR = 'author';

/**
 * Gives a model back only what it has thought itself: a thought is signed for its model, and another one
 * rejects it. Thoughts of others come into a prompt when a model fails in the middle of a turn, and the next
 * one goes on.
 */
export const ownThoughts: LanguageModelV4Middleware = {
  specificationVersion: 'v4',
  transformParams: async ({ params, model }) => ({
    ...params,
    prompt: params.prompt.map((message) =>
      message.role === 'assistant'
        ? {
            ...message,
            content: message.content.filter(
              (part) =>
                part.type !== 'reasoning' || part.providerOptions?.[AUTHOR]?.['model'] === nameOf(model),
            ),
          }
        : message,
    ),
  }),
  wrapStream: async ({ doStream, model }) => {
    const { stream, ...rest } = await doStream();
    const signed = new TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart>({
      transform(part, controller) {
        controller.enqueue(sign(part, nameOf(model)));
      },
    });
    return { ...rest, stream: stream.pipeThrough(signed) };
  },
};

const nameOf = ({ provider, modelId }: { provider: string; modelId: string }): string =>
  `${provider}/${modelId}`;

/** Whoever puts the thought together keeps its last metadata: each has the author. */
function sign(part: LanguageModelV4StreamPart, model: string): LanguageModelV4StreamPart {
  switch (part.type) {
    case 'reasoning-start':
      return { ...part, providerMetadata: { ...part.providerMetadata, [AUTHOR]: { model } } };
    case 'reasoning-delta':
    case 'reasoning-end':
      return part.providerMetadata === undefined
        ? part
        : { ...part, providerMetadata: { ...part.providerMetadata, [AUTHOR]: { model } } };
    default:
      return part;
  }
}
