import type { Page } from '../ports/index.ts';

/** What a list is ordered by; unique for each item. */
export type Place = readonly (string | number)[];

function compare(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined || part === other) continue;
    return part < other ? -1 : 1;
  }
  return 0;
}

/** Items in the order of their places. */
const inOrder = <T>(items: Iterable<T>, placeOf: (item: T) => Place): T[] =>
  [...items].sort((a, b) => compare(placeOf(a), placeOf(b)));

/** A page of a list whose cursor is the place of the last item shown, so that it holds while items come and go. */
export function pageOf<T>(
  items: Iterable<T>,
  placeOf: (item: T) => Place,
  limit: number,
  cursor: string | undefined,
): Page<T> {
  const after = readCursor(cursor);
  const rest = inOrder(items, placeOf).filter(
    (item) => after === undefined || compare(placeOf(item), after) > 0,
  );
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  if (last === undefined || rest.length === shown.length) return { items: shown };
  return { items: shown, nextCursor: `${PREFIX}${JSON.stringify(placeOf(last))}` };
}

const PREFIX = 'place:';

function readCursor(cursor: string | undefined): Place | undefined {
  return cursor?.startsWith(PREFIX) === true ? (JSON.parse(cursor.slice(PREFIX.length)) as Place) : undefined;
}
