import type { LanguageModelV4Middleware } from '@ai-sdk/provider';

/**
 * Has a model think as little as it can: the newer ones think long before they speak unless they are told,
 * while a customer waits, and what they think counts against the limit of a reply.
 */
export const quickly: LanguageModelV4Middleware = {
  specificationVersion: 'v4',
  transformParams: async ({ params }) => ({ ...params, reasoning: params.reasoning ?? 'none' }),
};
