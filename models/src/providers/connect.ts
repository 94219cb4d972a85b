import type { LanguageModelV4 } from '@ai-sdk/provider';
import { wrapLanguageModel } from 'ai';
import { cacheMarks } from './cache-marks.ts';
import { callableTools } from './callable-tools.ts';
import type { RemoteChoice } from './choice.ts';
import { oneSystemMessage } from './one-system-message.ts';
import { ownThoughts } from './own-thoughts.ts';
import { quickly } from './quickly.ts';
import { sendableCalls } from './sendable-calls.ts';

const FOR_ALL = [sendableCalls, ownThoughts];

/**
 * The model of a choice, adapted to what its provider wants. The provider's code is loaded here, so that one
 * that is not chosen costs nothing.
 */
export async function connect(choice: RemoteChoice): Promise<LanguageModelV4> {
  switch (choice.provider) {
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      const { apiKey, baseUrl, modelId } = choice;
      const anthropic = createAnthropic({ apiKey, ...(baseUrl === undefined ? {} : { baseURL: baseUrl }) });
      return wrapLanguageModel({
        model: anthropic(modelId),
        middleware: [...FOR_ALL, quickly, cacheMarks({ anthropic: { cacheControl: { type: 'ephemeral' } } })],
      });
    }
    case 'bedrock': {
      const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock');
      const { access, baseUrl, modelId, region } = choice;
      const bedrock = createAmazonBedrock({
        region,
        ...('bearerToken' in access
          ? { apiKey: access.bearerToken }
          : {
              // Given together they are taken as they are; a token of the environment is not mixed in.
              accessKeyId: access.accessKeyId,
              secretAccessKey: access.secretAccessKey,
              ...(access.sessionToken === undefined ? {} : { sessionToken: access.sessionToken }),
            }),
        ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
      });
      return wrapLanguageModel({
        model: bedrock(modelId),
        middleware: [
          ...FOR_ALL,
          callableTools,
          ...(BEDROCK_CACHES.test(modelId)
            ? [cacheMarks({ amazonBedrock: { cachePoint: { type: 'default' } } })]
            : []),
        ],
      });
    }
    case 'openai-compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      const { apiKey, baseUrl, modelId } = choice;
      const server = createOpenAICompatible({
        name: 'openai-compatible',
        baseURL: baseUrl,
        includeUsage: true,
        transformRequestBody: limitOutput,
        ...(apiKey === undefined ? {} : { apiKey }),
      });
      return wrapLanguageModel({ model: server(modelId), middleware: [...FOR_ALL, oneSystemMessage] });
    }
  }
}

/** The models of Bedrock that have a prompt cache; the others reject a request with a cache point. */
const BEDROCK_CACHES = /anthropic\.claude-(?:3-5-haiku|3-7-|[a-z]+-[4-9])|amazon\.nova-/u;

/**
 * OpenAI's own models take the limit of a reply by its newer name only; other servers know the older one.
 */
const limitOutput = ({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> =>
  /^(?:gpt-[5-9]|o\d)/u.test(String(body['model']))
    ? { ...body, max_completion_tokens: max_tokens }
    : { ...body, max_tokens };
