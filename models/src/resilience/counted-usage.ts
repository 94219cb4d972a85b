import type {
  LanguageModelV4CallOptions,
  LanguageModelV4Middleware,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';

/** Characters of a token: what is usual for English, and safe for JSON. */
const CHARS_PER_TOKEN = 4;

/** Estimates what a server does not count, so that the budgets of customers hold for it, too. */
export const countedUsage: LanguageModelV4Middleware = {
  specificationVersion: 'v4',
  wrapStream: async ({ doStream, params }) => {
    const { stream, ...rest } = await doStream();
    let chars = 0;
    const counted = new TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart>({
      transform(part, controller) {
        if ('delta' in part) chars += part.delta.length;
        controller.enqueue(
          part.type === 'finish' ? { ...part, usage: completed(part.usage, params, chars) } : part,
        );
      },
    });
    return { ...rest, stream: stream.pipeThrough(counted) };
  },
};

function completed(
  usage: LanguageModelV4Usage,
  { prompt, tools = [] }: LanguageModelV4CallOptions,
  outputChars: number,
): LanguageModelV4Usage {
  const { inputTokens, outputTokens } = usage;
  const inputChars = JSON.stringify(prompt).length + JSON.stringify(tools).length;
  return {
    ...usage,
    inputTokens: { ...inputTokens, total: known(inputTokens.total) ?? tokens(inputChars) },
    outputTokens: { ...outputTokens, total: known(outputTokens.total) ?? tokens(outputChars) },
  };
}

/** No request is of no token: 0 means that the server has not counted. */
const known = (total: number | undefined): number | undefined => (total === 0 ? undefined : total);

const tokens = (chars: number): number => Math.ceil(chars / CHARS_PER_TOKEN);
