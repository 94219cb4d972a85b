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
