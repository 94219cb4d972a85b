/** A source of ids that are the same in each run: `id-1`, `id-2`, … */
export function countingIds(prefix = 'id'): () => string {
  let count = 0;
  return () => `${prefix}-${String(++count)}`;
}
