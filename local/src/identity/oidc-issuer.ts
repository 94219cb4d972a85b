import { discoveryUrl, readDiscovery, type IssuerMetadata } from '@agentic-service-bot/bot';
import { createRemoteJWKSet, customFetch } from 'jose';
import type { Trust } from './verify.ts';

/** What is signed with a key pair; never with a secret that the issuer's public key could pass for. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const PATIENCE_MS = 5_000;

/**
 * Asks an issuer what it says of itself, once somebody wants to know.
 *
 * @returns a function that rejects while the issuer can't be reached or says that it is another.
 */
export function discoverIssuer(issuer: URL, fetch: typeof globalThis.fetch): () => Promise<IssuerMetadata> {
  return remembered(async () => {
    const response = await fetch(discoveryUrl(issuer), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    return readDiscovery(issuer, await response.json());
  });
}

/** Trusts an issuer's tokens for one audience. Its keys are fetched again when it changes them. */
export function oidcIssuer(
  discover: () => Promise<IssuerMetadata>,
  audience: string,
  fetch: typeof globalThis.fetch,
): () => Promise<Trust> {
  return remembered(async () => {
    const { issuer, keys } = await discover();
    return {
      key: createRemoteJWKSet(keys, { timeoutDuration: PATIENCE_MS, [customFetch]: fetch }),
      options: { algorithms: ALGORITHMS, issuer, audience },
    };
  });
}

/** Asks once; after a failure, again. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
