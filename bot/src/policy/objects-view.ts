import type { ReadContext, StoredObject } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * A customer's objects as one call sees them: each kind is listed once, and what is listed is not read again until something
 * is written. That what it shows may be a moment old does no harm: who writes, compares the version.
 */
export class ObjectsView {
  readonly #ports: Pick<Ports, 'objects'>;
  readonly #customerId: string;
  readonly #lists = new Map<string, Promise<readonly StoredObject[]>>();

  constructor(ports: Pick<Ports, 'objects'>, customerId: string) {
    this.#ports = ports;
    this.#customerId = customerId;
  }

  readonly read: ReadContext['objects'] = {
    get: async (kind, id) => {
      const listed = this.#lists.get(kind);
      if (listed === undefined) return this.#ports.objects.get(this.#customerId, kind, id);
      return (await listed).find((object) => object.id === id);
    },
    list: (kind) => {
      const known = this.#lists.get(kind) ?? this.#ports.objects.list(this.#customerId, kind);
      this.#lists.set(kind, known);
      return known;
    },
  };

  /** Something has changed, or may have: all is read anew. */
  forget(): void {
    this.#lists.clear();
  }
}
