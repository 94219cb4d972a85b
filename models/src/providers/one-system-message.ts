import type { LanguageModelV4Middleware } from '@ai-sdk/provider';

/**
 * Puts all instructions into one message: many chat templates of OpenAI-compatible servers take only one, at
 * the start.
 */
export const oneSystemMessage: LanguageModelV4Middleware = {
  specificationVersion: 'v4',
  transformParams: async ({ params }) => {
    const system = params.prompt.filter((message) => message.role === 'system');
    if (system.length < 2) return params;
    const content = system.map((message) => message.content).join('\n\n');
    return {
      ...params,
      prompt: [{ role: 'system', content }, ...params.prompt.filter((message) => message.role !== 'system')],
    };
  },
};
