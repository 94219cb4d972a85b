import type { Identity } from '@agentic-service-bot/bot';
import { principal } from '@agentic-service-bot/protocol';
import * as z from 'zod';

const identity = z.object({
  principal,
  expiresAt: z.iso.datetime(),
  claims: z.object({ level: z.string().optional(), timeZone: z.string().optional() }),
});

/** What the authorizer hands on to the routes: texts only, as API Gateway wants it. */
export interface AuthorizerContext {
  readonly identity: string;
}

export const toContext = (who: Identity): AuthorizerContext => ({ identity: JSON.stringify(who) });

/**
 * Reads what the authorizer said of a socket when it opened.
 *
 * @throws if it said nothing: the route is not behind it then.
 */
export function fromContext(context: unknown): Identity {
  const { identity: text } = z.object({ identity: z.string() }).parse(context);
  const { claims, ...who } = identity.parse(JSON.parse(text));
  const { level, timeZone } = claims;
  return {
    ...who,
    claims: {
      ...(level === undefined ? {} : { level }),
      ...(timeZone === undefined ? {} : { timeZone }),
    },
  };
}
