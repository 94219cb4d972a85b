/** A value that tells its listeners when it is replaced; the two methods are what `useSyncExternalStore` takes. */
export interface Observable<T> {
  readonly get: () => T;
  /** The returned function ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The writable end of an {@link Observable}. Values are replaced, never changed in place. */
export class Cell<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }
}
