import { randomBytes } from 'node:crypto';

/** The time, as the machine has it. */
export const now = (): Date => new Date();

/** A fresh, unguessable id. */
export const id = (): string => randomBytes(16).toString('base64url');
