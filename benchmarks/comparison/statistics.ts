/** The value below or at which that share of the values is. @param share from 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The turns around a message, it included. @param message counted from 1 */
export function around(values: readonly number[], message: number): readonly number[] {
  return values.slice(message - 10, message + 10);
}
