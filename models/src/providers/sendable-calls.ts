import type { LanguageModelV4CallOptions, LanguageModelV4Middleware } from '@ai-sdk/provider';

/** Stands for a name that is none of an action's. */
const UNKNOWN = 'unknown_action';

/**
 * Makes a model's earlier calls such that every provider takes them back. A call may name an action that does
 * not exist, by a name that no provider allows, and its input may be no object. Its result tells what was
 * wrong with it.
 */
export const sendableCalls: LanguageModelV4Middleware = {
  specificationVersion: 'v4',
  transformParams: async ({ params }) => ({ ...params, prompt: sendable(params) }),
};

function sendable({ prompt, tools = [] }: LanguageModelV4CallOptions): LanguageModelV4CallOptions['prompt'] {
  const known = new Set(tools.map(({ name }) => name));
  const named = (name: string): string => (known.has(name) ? name : UNKNOWN);
  return prompt.map((message) => {
    switch (message.role) {
      case 'assistant':
        return {
          ...message,
          content: message.content.map((part) =>
            part.type === 'tool-call'
              ? { ...part, toolName: named(part.toolName), input: isObject(part.input) ? part.input : {} }
              : part,
          ),
        };
      case 'tool':
        return {
          ...message,
          content: message.content.map((part) =>
            part.type === 'tool-result' ? { ...part, toolName: named(part.toolName) } : part,
          ),
        };
      default:
        return message;
    }
  });
}

const isObject = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && !Array.isArray(input);
