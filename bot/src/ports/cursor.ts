import type { Page } from './page.ts';
import type * as z from 'zod';

/** Where a page ends, as text that means nothing to whoever carries it. */
const encode = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** Reads a cursor of that shape; undefined for one that is foreign, and where there is none. */
export function decodeCursor<T>(cursor: string | undefined, shape: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return shape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/**
 * Makes a page of at most `limit` of rows that were read with a limit of one more.
 *
 * @param placeOf where a row stands in the order of the list.
 */
export function page<Row, T>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => readonly (string | number)[],
  item: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    ...(last === undefined || rows.length === shown.length ? {} : { nextCursor: encode(placeOf(last)) }),
  };
}
