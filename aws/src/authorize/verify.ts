import {
  discoveryUrl,
  identityOf,
  readDiscovery,
  type ClaimNames,
  type Identity,
} from '@agentic-service-bot/bot';
import { JwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwksValidationError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';

const PATIENCE_MS = 4_000;

/** What keeps a token from being looked at, rather than what is wrong with it. */
const UNREACHABLE = [FetchError, JwksValidationError];

export interface Trust {
  readonly issuer: URL;
  /** What a token's `aud` must be. */
  readonly audience: string;
  readonly claims: ClaimNames;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Reads who somebody is from a token of an OpenID Connect issuer, Cognito's user pools among them: undefined if it is
 * not valid. Where the issuer's keys are is asked when the first token comes.
 *
 * @throws if that can't be told now, because the issuer can't be reached.
 */
export function verifier({
  issuer,
  audience,
  claims,
  fetch,
}: Trust): (token: string) => Promise<Identity | undefined> {
  const get = async (url: string): Promise<ArrayBuffer> => {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new FetchError(url, `it answered ${response.status}`);
    return response.arrayBuffer();
  };
  const discover = async () => {
    const document: unknown = JSON.parse(new TextDecoder().decode(await get(discoveryUrl(issuer))));
    const found = readDiscovery(issuer, document);
    return JwtVerifier.create(
      { issuer: found.issuer, audience, jwksUri: found.keys.href },
      { jwksCache: new SimpleJwksCache({ fetcher: { fetch: get } }) },
    );
  };
  let known: ReturnType<typeof discover> | undefined;
  return async (token) => {
    // A failure is not remembered: the next token asks again.
    known ??= discover().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    const jwt = await known;
    try {
      return identityOf(await jwt.verify(token), claims);
    } catch (error) {
      if (UNREACHABLE.some((kind) => error instanceof kind)) throw error;
      return undefined;
    }
  };
}
