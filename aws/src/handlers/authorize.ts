import { STANDARD_CLAIMS } from '@agentic-service-bot/bot';
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { authorize, type ConnectRequest } from '../authorize/authorizer.ts';
import { verifier } from '../authorize/verify.ts';
import { readConfig } from '../config/config.ts';
import { environment } from '../config/environment.ts';

const config = readConfig('authorize', environment);
const verify = verifier({
  issuer: config.AUTH_ISSUER,
  audience: config.AUTH_AUDIENCE,
  claims: {
    name: config.AUTH_CLAIM_NAME ?? STANDARD_CLAIMS.name,
    level: config.AUTH_CLAIM_LEVEL ?? STANDARD_CLAIMS.level,
    role: config.AUTH_CLAIM_ROLE ?? STANDARD_CLAIMS.role,
    timeZone: config.AUTH_CLAIM_TIME_ZONE ?? STANDARD_CLAIMS.timeZone,
    groups: config.AUTH_CLAIM_GROUPS ?? STANDARD_CLAIMS.groups,
    operatorGroup: config.AUTH_OPERATOR_GROUP,
  },
  fetch,
});
const gatekeeper = { verify, origins: config.ALLOWED_ORIGINS, now: () => new Date() };

/** API Gateway's authorizer on `$connect`. */
export const handler = (request: ConnectRequest): Promise<APIGatewayAuthorizerResult> =>
  authorize(gatekeeper, request);
