import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

const settings = z.record(z.string(), z.string());

/**
 * Reads the settings of model providers (`ANTHROPIC_API_KEY` and its kin) from a secret: a JSON object of texts.
 *
 * @throws an error that says what is wrong with the secret, and nothing of what is in it.
 */
export async function readModelSecret(
  client: SecretsManagerClient,
  id: string,
): Promise<Readonly<Record<string, string>>> {
  const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  const parsed = settings.safeParse(parse(text ?? ''));
  if (parsed.success) return parsed.data;
  throw new Error(`The secret ${id} is no JSON object of texts: write {"ANTHROPIC_API_KEY": "…"}, or {}.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
