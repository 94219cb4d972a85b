import * as z from 'zod';

const address = z.url({ protocol: /^https?$/ });

/** Where people sign in: an OpenID Connect issuer, and this page's name there. */
export const signInSettings = z.object({
  issuer: address,
  authorizationEndpoint: address,
  tokenEndpoint: address,
  /** Where people sign out; without it only this page forgets them. */
  endSessionEndpoint: z.exactOptional(address),
  clientId: z.string().min(1),
});
export type SignInSettings = z.infer<typeof signInSettings>;
