import type { BedrockAccess, ModelChoice, RemoteChoice } from './choice.ts';
import type { SettingsReader } from './settings.ts';

const SYNTAX = 'builtin, anthropic:MODEL_ID, bedrock:MODEL_ID or openai-compatible:MODEL_ID';

type Parse = (reader: SettingsReader, modelId: string) => RemoteChoice;

const PROVIDERS = new Map<string, Parse>([
  [
    'anthropic',
    (reader, modelId) => ({
      provider: 'anthropic',
      modelId,
      apiKey: reader.required('ANTHROPIC_API_KEY', 'a key of the Anthropic Console'),
      baseUrl: reader.url('ANTHROPIC_BASE_URL'),
    }),
  ],
  [
    'bedrock',
    (reader, modelId) => ({
      provider: 'bedrock',
      modelId,
      region:
        reader.optional('BEDROCK_REGION') ??
        reader.required('AWS_REGION', 'the region whose Bedrock is to be used, such as us-east-1'),
      access: bedrockAccess(reader),
      baseUrl: reader.url('BEDROCK_BASE_URL'),
    }),
  ],
  [
    'openai-compatible',
    (reader, modelId) => {
      const name = 'OPENAI_COMPATIBLE_BASE_URL';
      reader.required(name, "the server's URL, such as http://127.0.0.1:11434/v1");
      return {
        provider: 'openai-compatible',
        modelId,
        baseUrl: reader.url(name) ?? '',
        apiKey: reader.optional('OPENAI_COMPATIBLE_API_KEY'),
      };
    },
  ],
]);

function bedrockAccess(reader: SettingsReader): BedrockAccess {
  const bearerToken = reader.optional('AWS_BEARER_TOKEN_BEDROCK');
  if (bearerToken !== undefined) return { bearerToken };
  const instead = ', or set AWS_BEARER_TOKEN_BEDROCK to a Bedrock API key';
  return {
    accessKeyId: reader.required('AWS_ACCESS_KEY_ID', `the id of an AWS access key${instead}`),
    secretAccessKey: reader.required('AWS_SECRET_ACCESS_KEY', `the secret of that AWS access key${instead}`),
    sessionToken: reader.optional('AWS_SESSION_TOKEN'),
  };
}

/**
 * Reads which models are to be asked, in order of preference, from `MODEL` and the settings of each provider.
 * Without `MODEL` it is the built-in one.
 */
export function parseChoices(reader: SettingsReader): ModelChoice[] {
  const entries = (reader.optional('MODEL') ?? 'builtin').split(',').map((entry) => entry.trim());
  const after = entries.indexOf('builtin') + 1;
  if (after > 0 && after < entries.length)
    reader.problem(
      'MODEL names models after builtin, which always answers: write builtin last, or leave it out.',
    );
  return entries.flatMap((entry): ModelChoice[] => {
    if (entry === 'builtin') return [{ provider: 'builtin' }];
    const [name = '', ...rest] = entry.split(':');
    const modelId = rest.join(':').trim();
    const parse = PROVIDERS.get(name.trim());
    if (parse === undefined) {
      reader.problem(`MODEL names the unknown provider "${name}": write ${SYNTAX}, separated by commas.`);
      return [];
    }
    if (modelId === '') {
      reader.problem(`MODEL names no model of ${name}: write ${name}:MODEL_ID.`);
      return [];
    }
    return [parse(reader, modelId)];
  });
}
