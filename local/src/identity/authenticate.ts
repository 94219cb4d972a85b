import { STANDARD_CLAIMS } from '@agentic-service-bot/bot';
import type { ServerOptions } from '../server.ts';
import type { Store } from '../sqlite/store.ts';
import { Demo } from './demo.ts';
import { discoverIssuer, oidcIssuer } from './oidc-issuer.ts';
import { pageSignIn, type PageSignIn } from './page-sign-in.ts';
import { sharedSecret } from './shared-secret.ts';
import { verifier, type Verify } from './verify.ts';

/** How people show who they are. */
export interface Authenticated {
  readonly verify: Verify;
  /** Present in demo mode. */
  readonly demo: Demo | undefined;
  /** Tells the pages where people sign in; present where they can. */
  readonly signIn: (() => Promise<PageSignIn>) | undefined;
}

/** How tokens are verified, minted in demo mode, and come by in the pages, as the settings say. */
export async function authenticate(
  { config, service, fetch, now, id }: Pick<ServerOptions, 'config' | 'service' | 'fetch' | 'now' | 'id'>,
  store: Store,
): Promise<Authenticated> {
  const { authentication, claims } = config;
  switch (authentication.kind) {
    case 'demo': {
      // Kept, so that a restart signs nobody out.
      const secret = await store.settings.keep('demo-secret', `${id()}${id()}`);
      return {
        verify: verifier(sharedSecret(secret, undefined), STANDARD_CLAIMS, now),
        demo: new Demo(service, store.customers, secret, now),
        signIn: undefined,
      };
    }
    case 'secret': {
      const { secret, audience } = authentication;
      const verify = verifier(sharedSecret(secret, audience), claims, now);
      return { verify, demo: undefined, signIn: undefined };
    }
    case 'issuer': {
      const { issuer, audience, clientId } = authentication;
      const discover = discoverIssuer(issuer, fetch, now);
      return {
        verify: verifier(oidcIssuer(discover, audience, fetch), claims, now),
        demo: undefined,
        signIn: clientId === undefined ? undefined : async () => pageSignIn(await discover(), clientId),
      };
    }
  }
}
