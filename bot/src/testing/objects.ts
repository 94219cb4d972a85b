import type { JsonObject, StoredObject } from '../definition/index.ts';
import type { Objects } from '../ports/index.ts';
import { keyOf, stored, yielded } from './stored.ts';

/** Customers' objects in memory, in the order in which they were made. */
export class MemoryObjects implements Objects {
  readonly #objects = new Map<string, { readonly list: string; readonly object: StoredObject }>();
  readonly #effects = new Set<string>();

  async get(customerId: string, kind: string, id: string): Promise<StoredObject | undefined> {
    await yielded();
    const found = this.#objects.get(keyOf(customerId, kind, id));
    return found && stored(found.object);
  }

  async list(customerId: string, kind: string): Promise<readonly StoredObject[]> {
    await yielded();
    const list = keyOf(customerId, kind);
    return [...this.#objects.values()]
      .filter((item) => item.list === list)
      .map(({ object }) => stored(object));
  }

  async write(
    customerId: string,
    kind: string,
    id: string,
    expected: number,
    data: JsonObject | null,
    now: Date,
    effect?: string,
  ): Promise<'written' | 'conflict' | 'repeated'> {
    await yielded();
    const mark = effect === undefined ? undefined : keyOf(customerId, effect);
    if (mark !== undefined && this.#effects.has(mark)) return 'repeated';
    const key = keyOf(customerId, kind, id);
    const current = this.#objects.get(key)?.object;
    if ((current?.version ?? 0) !== expected) return 'conflict';
    if (mark !== undefined) this.#effects.add(mark);
    if (data === null) {
      this.#objects.delete(key);
    } else {
      const createdAt = current?.createdAt ?? now.toISOString();
      const object = { kind, id, version: expected + 1, data: stored(data), createdAt };
      this.#objects.set(key, { list: keyOf(customerId, kind), object });
    }
    return 'written';
  }

  async applied(customerId: string, effect: string): Promise<boolean> {
    await yielded();
    return this.#effects.has(keyOf(customerId, effect));
  }
}
