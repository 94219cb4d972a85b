import type { IssuerOptions } from '../../support/issuer.ts';
import type { Place } from './identities.ts';
import type { Resolver } from './resolve.ts';

/** Reads the issuer that the functions are told to trust: the user pool, its pages, and its client, which the site is. */
export function userPoolOf(resolver: Resolver, { region }: Place): Omit<IssuerOptions, 'accounts' | 'now'> {
  const told = [...resolver.resources('AWS::Lambda::Function').values()];
  const setting = (name: string): string =>
    told.map((each) => each.textOr('', 'Environment', 'Variables', name)).find((value) => value !== '') ?? '';
  const url = setting('AUTH_ISSUER');
  const [domain] = resolver.resources('AWS::Cognito::UserPoolDomain').values();
  const [client] = resolver.resources('AWS::Cognito::UserPoolClient').values();
  return {
    url,
    pages: domain ? `https://${domain.text('Domain')}.auth.${region}.amazoncognito.com` : url,
    clientId: setting('AUTH_AUDIENCE'),
    ...(client && {
      returnTo: client.list('CallbackURLs').map(String),
      scopes: client.list('AllowedOAuthScopes').map(String),
    }),
  };
}
