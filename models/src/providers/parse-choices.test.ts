import { describe, expect, it } from 'vitest';
import { parseChoices } from './parse-choices.ts';
import { BadModelSettings, SettingsReader, type Settings } from './settings.ts';

function parse(settings: Settings) {
  const reader = new SettingsReader(settings);
  const choices = parseChoices(reader);
  reader.throwProblems();
  return choices;
}

function problems(settings: Settings): readonly string[] {
  try {
    parse(settings);
  } catch (error) {
    if (error instanceof BadModelSettings) return error.problems;
    throw error;
  }
  return [];
}

const KEYS: Settings = {
  ANTHROPIC_API_KEY: 'sk-1',
  AWS_REGION: 'eu-central-1',
  AWS_BEARER_TOKEN_BEDROCK: 'token',
  OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:11434/v1',
};

describe('parseChoices', () => {
  it.each([{}, { MODEL: '' }, { MODEL: ' builtin ' }])('takes the built-in model for %j', (settings) => {
    expect(parse(settings)).toEqual([{ provider: 'builtin' }]);
  });

  it('reads a list in order of preference', () => {
    const MODEL =
      'anthropic:claude-sonnet-4-5, bedrock:us.amazon.nova-pro-v1:0,openai-compatible:qwen3:8b,builtin';
    expect(parse({ ...KEYS, MODEL })).toEqual([
      { provider: 'anthropic', modelId: 'claude-sonnet-4-5', apiKey: 'sk-1', baseUrl: undefined },
      {
        provider: 'bedrock',
        modelId: 'us.amazon.nova-pro-v1:0',
        region: 'eu-central-1',
        access: { bearerToken: 'token' },
        baseUrl: undefined,
      },
      {
        provider: 'openai-compatible',
        modelId: 'qwen3:8b',
        baseUrl: 'http://127.0.0.1:11434/v1',
        apiKey: undefined,
      },
      { provider: 'builtin' },
    ]);
  });

  it("signs for Bedrock with AWS keys, in Bedrock's own region", () => {
    const settings = {
      MODEL: 'bedrock:m',
      AWS_REGION: 'eu-central-1',
      BEDROCK_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session',
    };
    expect(parse(settings)).toMatchObject([
      {
        region: 'us-east-1',
        access: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'session' },
      },
    ]);
  });

  it.each([
    [{ MODEL: 'openai:gpt' }, /^MODEL names the unknown provider "openai": write builtin, anthropic:/],
    [{ MODEL: 'constructor:x' }, /unknown provider "constructor"/],
    [{ MODEL: 'anthropic:a,,' }, /unknown provider ""/],
    [{ MODEL: 'anthropic:' }, /^MODEL names no model of anthropic: write anthropic:MODEL_ID\.$/],
    [{ MODEL: 'builtin,anthropic:a' }, /^MODEL names models after builtin/],
    [{ MODEL: 'anthropic:a', ANTHROPIC_API_KEY: ' ' }, /^ANTHROPIC_API_KEY is missing: set it to/],
    [{ MODEL: 'anthropic:a', ANTHROPIC_BASE_URL: 'localhost' }, /^ANTHROPIC_BASE_URL is not a URL/],
    [{ MODEL: 'bedrock:a', AWS_REGION: '' }, /^AWS_REGION is missing/],
    [
      { MODEL: 'bedrock:a', AWS_BEARER_TOKEN_BEDROCK: '' },
      /^AWS_ACCESS_KEY_ID is missing: .* AWS_BEARER_TOKEN_BEDROCK/,
    ],
    [
      { MODEL: 'openai-compatible:a', OPENAI_COMPATIBLE_BASE_URL: '' },
      /^OPENAI_COMPATIBLE_BASE_URL is missing/,
    ],
  ])('says what is wrong with %j', (settings, line) => {
    expect(problems({ ...KEYS, ...settings })[0]).toMatch(line);
  });

  it('says everything that is wrong at once, each thing once', () => {
    expect(problems({ MODEL: 'anthropic:a,anthropic:b,openai-compatible:c,vertex:d' })).toHaveLength(3);
  });
});

describe('milliseconds', () => {
  it('has a usual value', () => {
    expect(new SettingsReader({ LIMIT: ' ' }).milliseconds('LIMIT', 7)).toBe(7);
    expect(new SettingsReader({ LIMIT: '90000' }).milliseconds('LIMIT', 7)).toBe(90_000);
  });

  it.each(['soon', '0', '1.5', '600001'])('refuses %s', (value) => {
    const reader = new SettingsReader({ LIMIT: value });
    reader.milliseconds('LIMIT', 7);
    expect(() => {
      reader.throwProblems();
    }).toThrow('LIMIT is not a time');
  });
});
