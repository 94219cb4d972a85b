import type { LanguageModelV4Middleware } from '@ai-sdk/provider';

/**
 * Sends an earlier call whose input was no object as one without input: chat templates of OpenAI-compatible servers
 * can't write it down, and the call's result tells what was wrong.
 */
export const objectInputs: LanguageModelV4Middleware = {
  specificationVersion: 'v4',
  transformParams: async ({ params }) => ({
    ...params,
    prompt: params.prompt.map((message) =>
      message.role === 'assistant'
        ? {
            ...message,
            content: message.content.map((part) =>
              part.type === 'tool-call' && !isObject(part.input) ? { ...part, input: {} } : part,
            ),
          }
        : message,
    ),
  }),
};

const isObject = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && !Array.isArray(input);
