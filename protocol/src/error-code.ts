import * as z from 'zod';

const MEANINGS = {
  bad_request: 'Not JSON, an unknown action, a missing or wrong field, or a key that is never allowed.',
  too_large: 'The text is too long.',
  unauthorized: 'The token has ended. The connection is closed: connect with a fresh one.',
  forbidden: 'The action is for another role.',
  not_found: 'It does not exist, or it is not yours.',
  conflict: 'It contradicts what has happened already.',
  rate_limited: 'Too many requests: wait for `retryAfterMs`.',
  unavailable: 'It can not be done right now: try again later.',
  internal: 'A fault of the server.',
} as const;

/** Why a frame was refused; what is answered with an error is not stored. */
export type ErrorCode = keyof typeof MEANINGS;

/** Every error code and what it means. */
export const ERROR_CODES: ReadonlyMap<ErrorCode, string> = new Map(
  Object.entries(MEANINGS) as [ErrorCode, string][],
);

export const errorCode = z.enum([...ERROR_CODES.keys()]);
