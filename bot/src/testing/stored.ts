/**
 * A value as it comes back from a store that keeps JSON: a copy, without the keys that are `undefined`.
 *
 * @throws TypeError naming the place of what JSON can't hold: a store would lose it silently.
 */
export function stored<T>(value: T): T {
  refuseForeign(value, 'value');
  return JSON.parse(JSON.stringify(value)) as T;
}

function refuseForeign(value: unknown, place: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => refuseForeign(item, `${place}[${String(index)}]`));
    return;
  }
  if (typeof value === 'object' && isPlain(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) refuseForeign(item, `${place}.${key}`);
    }
    return;
  }
  throw new TypeError(`${place} is a ${typeof value} that JSON can't hold.`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** One turn of the microtask queue: no caller may count on a port that answers at once. */
export const yielded = (): Promise<void> => Promise.resolve();

/** One string for several, so that no two lists of parts make the same. */
export const keyOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);
