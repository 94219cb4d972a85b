import type { IssuerMetadata } from '@agentic-service-bot/bot';

/** What the pages must know to sign people in: `signIn` of their `/config.json`. */
export interface PageSignIn {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly endSessionEndpoint?: string;
  readonly clientId: string;
}

/** @throws if the issuer has no page where people sign in. */
export function pageSignIn(metadata: IssuerMetadata, clientId: string): PageSignIn {
  const { issuer, authorizationEndpoint, tokenEndpoint, endSessionEndpoint } = metadata;
  if (authorizationEndpoint === undefined || tokenEndpoint === undefined) {
    throw new Error(`${issuer} names no page where people sign in.`);
  }
  return {
    issuer,
    authorizationEndpoint,
    tokenEndpoint,
    ...(endSessionEndpoint === undefined ? {} : { endSessionEndpoint }),
    clientId,
  };
}
