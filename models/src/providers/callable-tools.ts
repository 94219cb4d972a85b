import type { LanguageModelV4Middleware, LanguageModelV4StreamPart } from '@ai-sdk/provider';

/**
 * Bedrock can't be told to call no tool, and a request without tools may not mention earlier calls: their
 * results would be cut out of it. So the tools stay, and a call that should not be is dropped.
 */
export const callableTools: LanguageModelV4Middleware = {
  specificationVersion: 'v4',
  wrapStream: async ({ doStream, model, params }) => {
    if (params.toolChoice?.type !== 'none') return doStream();
    const { stream, ...rest } = await model.doStream({ ...params, toolChoice: { type: 'auto' } });
    const withoutCalls = new TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart>({
      transform(part, controller) {
        if (part.type !== 'tool-call') controller.enqueue(part);
      },
    });
    return { ...rest, stream: stream.pipeThrough(withoutCalls) };
  },
};
