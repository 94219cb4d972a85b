import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

const settings = z.record(z.string(), z.string());

/**
 * Reads the settings of model providers (`ANTHROPIC_API_KEY` and its kin, `MODEL` too) from a secret: a JSON object of texts.
 * A stack makes the secret without a value: until somebody gives it one, there are none.
 *
 * @throws an error that says what is wrong with the secret, and nothing of what is in it.
 */
export async function readModelSecret(
  client: SecretsManagerClient,
  id: string,
): Promise<Readonly<Record<string, string>>> {
  const text = await valueOf(client, id);
  if (text === undefined) return {};
  const parsed = settings.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`The secret ${id} is no JSON object of texts: write {"ANTHROPIC_API_KEY": "…"}, or {}.`);
}

async function valueOf(client: SecretsManagerClient, id: string): Promise<string | undefined> {
  try {
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    return text ?? '';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
