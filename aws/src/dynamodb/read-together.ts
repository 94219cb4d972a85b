/** Reads several things of one partition. */
type Read<T> = (partition: string, what: readonly string[]) => Promise<T>;

/** Makes one read of what is asked for at the same moment: a query costs at least one unit, however little it finds. */
export class ReadTogether<T> {
  readonly #read: Read<T>;
  readonly #waiting = new Map<string, { readonly what: string[]; readonly found: Promise<T> }>();

  constructor(read: Read<T>) {
    this.#read = read;
  }

  /** What is found holds what everybody has asked for who asked at this moment. */
  read(partition: string, what: string): Promise<T> {
    const waiting = this.#waiting.get(partition);
    if (waiting !== undefined) {
      waiting.what.push(what);
      return waiting.found;
    }
    const all = [what];
    const found = Promise.resolve().then(() => {
      this.#waiting.delete(partition);
      return this.#read(partition, all);
    });
    this.#waiting.set(partition, { what: all, found });
    return found;
  }
}
