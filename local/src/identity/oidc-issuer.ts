import { discoveryUrl, readDiscovery, type IssuerMetadata } from '@agentic-service-bot/bot';
import { createRemoteJWKSet, customFetch } from 'jose';
import type { Trust } from './verify.ts';

/** What is signed with a key pair; never with a secret that the issuer's public key could pass for. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const PATIENCE_MS = 5_000;
/** How long an issuer that did not answer is not asked again, milliseconds: a page and its parts come at once. */
const RESPITE_MS = 5_000;

/**
 * Asks an issuer what it says of itself, once somebody wants to know; after a failure, again five seconds later.
 *
 * @returns a function that rejects while the issuer can't be reached or says that it is another.
 */
export function discoverIssuer(
  issuer: URL,
  fetch: typeof globalThis.fetch,
  now: () => Date,
): () => Promise<IssuerMetadata> {
  return remembered(now, RESPITE_MS, async () => {
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
  let known: Trust | undefined;
  return async () => {
    const { issuer, keys } = await discover();
    known ??= {
      key: createRemoteJWKSet(keys, { timeoutDuration: PATIENCE_MS, [customFetch]: fetch }),
      options: { algorithms: ALGORITHMS, issuer, audience },
    };
    return known;
  };
}

/** Asks once; after a failure again, when a time has passed. */
function remembered<T>(now: () => Date, respiteMs: number, ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  let failedAt: number | undefined;
  return () => {
    if (failedAt !== undefined && now().getTime() - failedAt >= respiteMs) known = failedAt = undefined;
    known ??= ask().catch((error: unknown) => {
      failedAt = now().getTime();
      throw error;
    });
    return known;
  };
}
