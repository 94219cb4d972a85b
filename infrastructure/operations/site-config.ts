import * as z from 'zod';
import { CommandError } from './command-error.ts';
import { outputOf, type Stack } from './stack.ts';
import type { Tools } from './tools.ts';

/** What an OpenID Connect issuer publishes of itself, as far as the pages need it. */
const discoverySchema = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  end_session_endpoint: z.url().exactOptional(),
});

/**
 * `config.json`, which the pages read at their start: where the socket is, and where people sign in. The same outputs
 * give the same text.
 *
 * @throws CommandError if the issuer does not say where people sign in
 */
export async function siteConfig({ fetch }: Pick<Tools, 'fetch'>, stack: Stack): Promise<string> {
  const issuer = outputOf(stack, 'Issuer');
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url);
  const parsed = discoverySchema.safeParse(response.ok ? await response.json() : undefined);
  if (!parsed.success) {
    throw new CommandError(
      `${url} does not say where people sign in (${response.status}).`,
      'Check the context "issuer" in infrastructure/cdk.json; without it the stack has an issuer of its own.',
    );
  }
  const { authorization_endpoint, token_endpoint, end_session_endpoint } = parsed.data;
  const config = {
    socketUrl: outputOf(stack, 'WebSocketUrl'),
    signIn: {
      issuer,
      authorizationEndpoint: authorization_endpoint,
      tokenEndpoint: token_endpoint,
      ...(end_session_endpoint !== undefined && { endSessionEndpoint: end_session_endpoint }),
      clientId: outputOf(stack, 'Audience'),
    },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
