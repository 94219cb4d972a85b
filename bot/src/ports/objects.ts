import type { JsonObject, StoredObject } from '../definition/index.ts';

/** All customers' objects. Every key includes the customer, so that no id reaches another's. */
export interface Objects {
  get(customerId: string, kind: string, id: string): Promise<StoredObject | undefined>;
  /** Oldest first. */
  list(customerId: string, kind: string): Promise<readonly StoredObject[]>;
  /**
   * Compare-and-set on the version (`expected` 0: it must not exist; `data` null: remove). With an `effect`, the write and
   * a mark of it are one: `repeated` if the mark stands, whatever the version.
   */
  write(
    customerId: string,
    kind: string,
    id: string,
    expected: number,
    data: JsonObject | null,
    now: Date,
    effect?: string,
  ): Promise<'written' | 'conflict' | 'repeated'>;
  /** Whether a write with that effect has happened. */
  applied(customerId: string, effect: string): Promise<boolean>;
}
