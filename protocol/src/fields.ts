import * as z from 'zod';
import { CURSOR_MAX, ID_MAX } from './limits.ts';

const REQUEST_ID = 'send 1 to 64 of the characters A–Z a–z 0–9 _ -';

/** A client's own name for a request: what an answer repeats, and the key that keeps it from happening twice. */
export const requestId = z
  .string(REQUEST_ID)
  .regex(/^[A-Za-z0-9_-]{1,64}$/, REQUEST_ID)
  .meta({ description: 'Names a request; its answer repeats it.' });

const ID = `send the id as the server gave it (a string of 1 to ${ID_MAX} characters)`;

/** An id that the server gave out. */
export const id = z.string(ID).min(1, ID).max(ID_MAX, ID);

const SEQ = 'send the number of a frame (a whole number from 1)';

/** The number of a frame in its conversation, from 1. */
export const seq = z.int(SEQ).min(1, SEQ);

const CURSOR = 'send the nextCursor of the page before, unchanged';

/** Where the next page of a list begins; opaque to clients. */
export const cursor = z.string(CURSOR).min(1, CURSOR).max(CURSOR_MAX, CURSOR);

/** A point in time, ISO 8601. */
export const timestamp = z.iso.datetime({ offset: true }).meta({ description: 'ISO 8601' });
