import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { expect, it } from 'vitest';
import { recordedClient } from '../testing/recorded-client.ts';
import { readModelSecret } from './model-secret.ts';

const read = (secret: string | undefined) => {
  const { client, sent } = recordedClient(() => ({ SecretString: secret }));
  return { settings: readModelSecret(client, 'model-keys'), sent };
};

it('the secret is a JSON object of texts', async () => {
  const { settings, sent } = read('{"ANTHROPIC_API_KEY":"sk-1"}');
  expect(await settings).toEqual({ ANTHROPIC_API_KEY: 'sk-1' });
  expect(sent).toEqual([{ SecretId: 'model-keys' }]);
});

it('a secret without a value has no settings; one that may not be read is a fault', async () => {
  const failing = (error: Error) =>
    recordedClient(() => {
      throw error;
    }).client;
  const none = new ResourceNotFoundException({ message: 'no value', $metadata: {} });
  expect(await readModelSecret(failing(none), 'model-keys')).toEqual({});
  await expect(readModelSecret(failing(new Error('denied')), 'model-keys')).rejects.toThrow('denied');
});

it.each([undefined, '', 'sk-1', '"sk-1"', '["sk-1"]', '{"ANTHROPIC_API_KEY":{"key":"sk-1"}}'])(
  'a secret %j is refused, and not shown',
  async (secret) => {
    const error = await read(secret).settings.then(
      () => '',
      (reason: unknown) => String(reason),
    );
    expect(error).toContain('The secret model-keys is no JSON object of texts');
    expect(error).not.toContain('sk-1');
  },
);
