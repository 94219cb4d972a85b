import * as z from 'zod';

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

/** Where an OpenID Connect issuer says how it is to be trusted. */
export const discoveryUrl = (issuer: URL): string =>
  `${withoutSlash(issuer.href)}/.well-known/openid-configuration`;

/**
 * Reads an issuer's discovery document: what its tokens have as `iss`, and where its keys are.
 *
 * @throws if it is none, or another issuer's.
 */
export function readDiscovery(
  issuer: URL,
  document: unknown,
): { readonly issuer: string; readonly keys: URL } {
  const read = discovery.parse(document);
  const expected = withoutSlash(issuer.href);
  if (withoutSlash(read.issuer) !== expected) throw new Error(`${expected} says that it is ${read.issuer}`);
  return { issuer: read.issuer, keys: new URL(read.jwks_uri) };
}
