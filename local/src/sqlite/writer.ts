import { setImmediate } from 'node:timers';
import type { DatabaseSync } from 'node:sqlite';

interface Write {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  outcome?: { readonly value: unknown } | { readonly error: unknown };
}

/**
 * Commits the writes of concurrent callers together: one sync to disk for all that came while the last one ran. Each
 * write stands or falls by itself, and its caller hears of it only once it is on disk.
 */
export class Writer {
  readonly #database: DatabaseSync;
  #waiting: Write[] = [];
  #closed = false;
  #isFailing = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Whether the last that came to the disk did not get onto it. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /**
   * Runs `work`, which reads and writes synchronously, in the next transaction; resolves to what it returned once
   * that is durable. What it throws undoes its own writes alone.
   */
  write<T>(work: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The store is closed.'));
    return new Promise<T>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Commits what waits. */
  flush(): void {
    const writes = this.#waiting;
    this.#waiting = [];
    if (writes.length === 0) return;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const write of writes) this.#attempt(write);
      this.#database.exec('COMMIT');
      this.#isFailing = false;
    } catch (error) {
      this.#isFailing = true;
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      for (const { reject } of writes) reject(error);
      return;
    }
    for (const { outcome, resolve, reject } of writes) {
      if (outcome !== undefined && 'error' in outcome) reject(outcome.error);
      else resolve(outcome?.value);
    }
  }

  /** Commits what waits; nothing is taken after it. */
  close(): void {
    this.flush();
    this.#closed = true;
  }

  #attempt(write: Write): void {
    this.#database.exec('SAVEPOINT attempt');
    try {
      write.outcome = { value: write.work() };
    } catch (error) {
      // A full disk or a failing one has ended the transaction: nobody's write stands.
      if (!this.#database.isTransaction) throw error;
      this.#database.exec('ROLLBACK TO attempt');
      write.outcome = { error };
    }
    this.#database.exec('RELEASE attempt');
  }
}
