/** Part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Give it back to read on; absent at the end. Opaque; a foreign or stale one reads from the start. */
  readonly nextCursor?: string;
}
