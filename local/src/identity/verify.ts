import { identityOf, type ClaimNames, type Identity } from '@agentic-service-bot/bot';
import { errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';

/**
 * Reads who somebody is from a token: undefined if it is not valid, or not any more.
 *
 * @throws if that can't be told now, because the issuer's keys can't be had.
 */
export type Verify = (token: string) => Promise<Identity | undefined>;

/** Where a token's key comes from, and what else must be true of it. */
export interface Trust {
  readonly key: Uint8Array | JWTVerifyGetKey;
  readonly options: JWTVerifyOptions;
}

/** What is wrong with a token, rather than with the way to the issuer. */
const INVALID = [
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSMultipleMatchingKeys,
  errors.JWKSNoMatchingKey,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
];

/** Verifies tokens. `trust` is asked each time, and may fail while an issuer can't be reached. */
export function verifier(trust: () => Promise<Trust>, names: ClaimNames, now: () => Date): Verify {
  return async (token) => {
    const { key, options } = await trust();
    try {
      const { payload } = await jwtVerify(token, key, {
        ...options,
        requiredClaims: ['sub', 'exp'],
        currentDate: now(),
      });
      return identityOf(payload, names);
    } catch (error) {
      if (INVALID.some((kind) => error instanceof kind)) return undefined;
      throw error;
    }
  };
}
