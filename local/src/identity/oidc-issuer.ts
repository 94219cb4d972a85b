import { createRemoteJWKSet, customFetch } from 'jose';
import * as z from 'zod';
import type { Trust } from './verify.ts';

/** What is signed with a key pair; never with a secret that the issuer's public key could pass for. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const PATIENCE_MS = 5_000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

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
    const base = withoutSlash(issuer.href);
    const response = await fetch(`${base}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    const document = discovery.parse(await response.json());
    if (withoutSlash(document.issuer) !== base) {
      throw new Error(`${base} says that it is ${document.issuer}`);
    }
    return {
      key: createRemoteJWKSet(new URL(document.jwks_uri), {
        timeoutDuration: PATIENCE_MS,
        [customFetch]: fetch,
      }),
      options: { algorithms: ALGORITHMS, issuer: document.issuer, audience },
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
