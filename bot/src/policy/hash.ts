import { createHash } from 'node:crypto';
import type { Json } from '../definition/index.ts';

/** JSON with the keys of every object in order, so that equal values have equal text. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 of a value's canonical JSON, 43 characters of base64url. */
export const hash = (value: Json): string =>
  createHash('sha256').update(canonical(value)).digest('base64url');
