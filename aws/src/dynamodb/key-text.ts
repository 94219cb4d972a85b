import { createHash } from 'node:crypto';

/** Most bytes of one part of a sort key, which holds three of them at most in its 1,024. */
const PART_BYTES_MAX = 300;
/** Most bytes of a partition key are 2,048. */
const PARTITION_BYTES_MAX = 2_000;

/** A part that may hold anything, and may be long: what would not fit is replaced by its hash. */
function short(part: string | number): string | number {
  if (typeof part === 'number' || Buffer.byteLength(JSON.stringify(part)) <= PART_BYTES_MAX) return part;
  return `#${createHash('sha256').update(JSON.stringify(part)).digest('base64url')}`;
}

/** Parts of a key as one text, no two lists of parts the same one; at most three of them. */
export const keyText = (...parts: readonly (string | number)[]): string => JSON.stringify(parts.map(short));

/** What the texts of all keys begin with that have these parts and more. */
export const prefixOf = (...parts: readonly (string | number)[]): string =>
  `${keyText(...parts).slice(0, -1)},`;

/** An id as a partition key. What a client sends may not be text that a key can hold: it then names nothing. */
export const partition = (id: string): string =>
  id !== '' && id.isWellFormed() && Buffer.byteLength(id) <= PARTITION_BYTES_MAX ? id : keyText('id', id);
