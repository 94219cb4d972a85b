import { initial } from './0001-initial.ts';

/**
 * One step of the database's shape. A step that only adds (tables, indexes, columns that can be left out) is worked with by
 * the program before it, which can so be gone back to. A step that takes away comes a release after the program has
 * stopped to use what it takes, and says so.
 */
export interface Migration {
  readonly sql: string;
  /** The oldest program, as the number of migrations that it knows, that works with what this one leaves. */
  readonly readableFrom: number;
}

/** Every migration in order; the database's `user_version` says how many of them it has had. */
export const migrations: readonly Migration[] = [{ sql: initial, readableFrom: 1 }];
