import type {
  LanguageModelV4Middleware,
  LanguageModelV4Prompt,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider';

/**
 * Marks what a provider is to keep of a prompt, in the provider's own words. There are two marks:
 *
 * - after the first of several system messages, which is the same for every customer;
 * - after the last message, for the next step of the same turn, which repeats all that was before it.
 */
export const cacheMarks = (mark: SharedV4ProviderOptions): LanguageModelV4Middleware => ({
  specificationVersion: 'v4',
  transformParams: async ({ params }) => ({ ...params, prompt: marked(params.prompt, mark) }),
});

function marked(prompt: LanguageModelV4Prompt, mark: SharedV4ProviderOptions): LanguageModelV4Prompt {
  const severalSystem = prompt[1]?.role === 'system';
  return prompt.map((message, index) =>
    (index === 0 && severalSystem) || index === prompt.length - 1
      ? { ...message, providerOptions: { ...message.providerOptions, ...mark } }
      : message,
  );
}
