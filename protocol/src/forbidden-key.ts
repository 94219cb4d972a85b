/** Keys with which an object's prototype could be reached. */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Finds a key, at any depth, that no frame may have. Walks with a list of its own instead of recursion, so that deep
 * nesting can't exhaust the stack.
 */
export function findForbiddenKey(value: object): string | undefined {
  const pending: object[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [key, child] of Object.entries(next) as [string, unknown][]) {
      if (FORBIDDEN.has(key)) return key;
      if (typeof child === 'object' && child !== null) pending.push(child);
    }
  }
  return undefined;
}
