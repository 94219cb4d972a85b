import * as z from 'zod';

const address = z.url({ protocol: /^https?$/ });

const discovery = z.object({
  issuer: z.string(),
  jwks_uri: address,
  authorization_endpoint: address.optional(),
  token_endpoint: address.optional(),
  end_session_endpoint: address.optional(),
});

/** What an OpenID Connect issuer says of itself (OpenID Connect Discovery 1.0). */
export interface IssuerMetadata {
  /** What its tokens have as `iss`. */
  readonly issuer: string;
  /** Where its keys are. */
  readonly keys: URL;
  /** Where people sign in, where a code becomes tokens, and where people sign out. */
  readonly authorizationEndpoint: string | undefined;
  readonly tokenEndpoint: string | undefined;
  readonly endSessionEndpoint: string | undefined;
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

/** Where an OpenID Connect issuer says how it is to be trusted. */
export const discoveryUrl = (issuer: URL): string =>
  `${withoutSlash(issuer.href)}/.well-known/openid-configuration`;

/**
 * Reads an issuer's discovery document.
 *
 * @throws if it is none, or another issuer's.
 */
export function readDiscovery(issuer: URL, document: unknown): IssuerMetadata {
  const read = discovery.parse(document);
  const expected = withoutSlash(issuer.href);
  if (withoutSlash(read.issuer) !== expected) throw new Error(`${expected} says that it is ${read.issuer}`);
  return {
    issuer: read.issuer,
    keys: new URL(read.jwks_uri),
    authorizationEndpoint: read.authorization_endpoint,
    tokenEndpoint: read.token_endpoint,
    endSessionEndpoint: read.end_session_endpoint,
  };
}
