import type { JsonObject } from './json.ts';

/** A customer's typed document. `version` counts its writes from 1. */
export interface StoredObject {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly data: JsonObject;
  /** When it was first written, ISO 8601. */
  readonly createdAt: string;
}

/**
 * One customer's objects, as an action sees them. Whose they are is fixed by the choke point: no id reaches
 * another customer's. Each write names the version it replaces (0: it must not exist yet).
 */
export interface CustomerObjects {
  get(kind: string, id: string): Promise<StoredObject | undefined>;
  /** All of a kind, oldest first. */
  list(kind: string): Promise<readonly StoredObject[]>;
  /**
   * Writes `data` (null removes) if the stored version still is `expected`.
   *
   * With an `effect`, a name that is unique within the call, the write happens at most once however often the
   * call is run again: `repeated` says that it happened before, and nothing is changed. Give one wherever
   * writing twice would be wrong (a relative change), none where it would not: it costs a second write.
   */
  write(
    kind: string,
    id: string,
    expected: number,
    data: JsonObject | null,
    effect?: string,
  ): Promise<'written' | 'conflict' | 'repeated'>;
  /** Whether a write of this call with that `effect` has happened. */
  applied(effect: string): Promise<boolean>;
}

/** An object as a customer names it: the words for prompts and for the built-in model. */
export interface Nameable {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** What sort it is, in the customer's words: `speaker`, `light`. */
  readonly type: string;
  /** What it belongs to, in the customer's words: the room of a device. */
  readonly group?: string;
  /** Its state in a few words, for the prompt. */
  readonly summary: string;
}
