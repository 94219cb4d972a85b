import type { LanguageModelV4 } from '@ai-sdk/provider';
import { wrapLanguageModel } from 'ai';
import { cacheMarks } from './cache-marks.ts';
import { callableTools } from './callable-tools.ts';
import type { RemoteChoice } from './choice.ts';
import { objectInputs } from './object-inputs.ts';
import { oneSystemMessage } from './one-system-message.ts';

/**
 * The model of a choice, adapted to what its provider wants. The provider's code is loaded here, so that one that
 * is not chosen costs nothing.
 */
export async function connect(choice: RemoteChoice): Promise<LanguageModelV4> {
  switch (choice.provider) {
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      const { apiKey, baseUrl, modelId } = choice;
      const anthropic = createAnthropic({ apiKey, ...(baseUrl === undefined ? {} : { baseURL: baseUrl }) });
      return wrapLanguageModel({
        model: anthropic(modelId),
        middleware: cacheMarks({ anthropic: { cacheControl: { type: 'ephemeral' } } }),
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
        ...(apiKey === undefined ? {} : { apiKey }),
      });
      return wrapLanguageModel({ model: server(modelId), middleware: [oneSystemMessage, objectInputs] });
    }
  }
}

/** The models of Bedrock that have a prompt cache; the others reject a request with a cache point. */
const BEDROCK_CACHES = /anthropic\.claude-(?:3-5-haiku|3-7-|[a-z]+-[4-9])|amazon\.nova-/u;
