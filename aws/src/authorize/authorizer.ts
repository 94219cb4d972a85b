import type { Identity } from '@agentic-service-bot/bot';
import { SUBPROTOCOL } from '@agentic-service-bot/protocol';
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { toContext } from '../socket/authorizer-context.ts';

/** What the authorizer reads of a request to open a socket. */
export interface ConnectRequest {
  readonly methodArn: string;
  readonly headers: Readonly<Record<string, string | undefined>> | null;
}

export interface Gatekeeper {
  readonly verify: (token: string) => Promise<Identity | undefined>;
  /** Origins of the pages that may connect. What is no browser sends none, and needs none. */
  readonly origins: readonly string[];
  readonly now: () => Date;
}

/**
 * Decides who may open a socket, and says who it is. A refusal is a policy that denies: API Gateway answers 403. To fail
 * with `Unauthorized` would answer 401, and count everybody's bad token as a fault of ours.
 *
 * @throws if the issuer can't be reached: API Gateway answers 500, and the client tries again.
 */
export async function authorize(
  { verify, origins, now }: Gatekeeper,
  { methodArn, headers }: ConnectRequest,
): Promise<APIGatewayAuthorizerResult> {
  const all = new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const origin = all.get('origin');
  const token = tokenOf(all.get('sec-websocket-protocol'));
  if (token === undefined || (origin !== undefined && !origins.includes(origin))) return denied(methodArn);
  const identity = await verify(token);
  if (identity === undefined || identity.expiresAt <= now().toISOString()) return denied(methodArn);
  return {
    principalId: identity.principal.id,
    policyDocument: policy('Allow', methodArn),
    context: { ...toContext(identity) },
  };
}

/** The token travels as the second subprotocol. */
function tokenOf(offered: string | undefined): string | undefined {
  const [name, token, ...rest] = (offered ?? '').split(',').map((part) => part.trim());
  return name === SUBPROTOCOL && rest.length === 0 ? token : undefined;
}

const denied = (methodArn: string): APIGatewayAuthorizerResult => ({
  principalId: 'nobody',
  policyDocument: policy('Deny', methodArn),
});

const policy = (
  effect: 'Allow' | 'Deny',
  methodArn: string,
): APIGatewayAuthorizerResult['policyDocument'] => ({
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: methodArn }],
});
