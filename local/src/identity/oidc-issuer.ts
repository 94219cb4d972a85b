import { discoveryUrl, readDiscovery } from '@agentic-service-bot/bot';
import { createRemoteJWKSet, customFetch } from 'jose';
import type { Trust } from './verify.ts';

/** What is signed with a key pair; never with a secret that the issuer's public key could pass for. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const PATIENCE_MS = 5_000;

/**
 * Trusts an OpenID Connect issuer's tokens for one audience. Its keys are found when the first token comes, and
 * fetched again when it changes them.
 */
export function oidcIssuer(
  issuer: URL,
  audience: string,
  fetch: typeof globalThis.fetch,
): () => Promise<Trust> {
  let known: Promise<Trust> | undefined;
  const discover = async (): Promise<Trust> => {
    const response = await fetch(discoveryUrl(issuer), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    const { issuer: name, keys } = readDiscovery(issuer, await response.json());
    return {
      key: createRemoteJWKSet(keys, {
        timeoutDuration: PATIENCE_MS,
        [customFetch]: fetch,
      }),
      options: { algorithms: ALGORITHMS, issuer: name, audience },
    };
  };
  return () => {
    // A failure is not remembered: the next token asks again.
    known ??= discover().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
