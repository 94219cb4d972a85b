import { STANDARD_CLAIMS } from '@agentic-service-bot/bot';
import type { ServerOptions } from '../server.ts';
import type { Store } from '../sqlite/store.ts';
import { Demo } from './demo.ts';
import { oidcIssuer } from './oidc-issuer.ts';
import { sharedSecret } from './shared-secret.ts';
import { verifier, type Verify } from './verify.ts';

/** How tokens are verified, and minted in demo mode, as the settings say. */
export async function authenticate(
  { config, service, fetch, now, id }: Pick<ServerOptions, 'config' | 'service' | 'fetch' | 'now' | 'id'>,
  store: Store,
): Promise<{ readonly verify: Verify; readonly demo: Demo | undefined }> {
  const { authentication, claims } = config;
  switch (authentication.kind) {
    case 'demo': {
      // Kept, so that a restart signs nobody out.
      const secret = await store.settings.keep('demo-secret', `${id()}${id()}`);
      return {
        verify: verifier(sharedSecret(secret, undefined), STANDARD_CLAIMS, now),
        demo: new Demo(service, store.customers, secret, now),
      };
    }
    case 'secret': {
      const { secret, audience } = authentication;
      return { verify: verifier(sharedSecret(secret, audience), claims, now), demo: undefined };
    }
    case 'issuer': {
      const { issuer, audience } = authentication;
      return { verify: verifier(oidcIssuer(issuer, audience, fetch), claims, now), demo: undefined };
    }
  }
}
