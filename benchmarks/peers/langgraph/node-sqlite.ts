import type { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

type Database = ConstructorParameters<typeof SqliteSaver>[0];

/**
 * What `SqliteSaver` uses of better-sqlite3, over Node's own SQLite: better-sqlite3's compiled half is no part of its
 * package and comes from elsewhere. `synchronous` is NORMAL, with which better-sqlite3 compiles SQLite for WAL.
 */
export function openNodeSqlite(path: string): Database {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA synchronous = NORMAL');
  const used = {
    prepare: (sql: string) => {
      const statement = database.prepare(sql);
      return {
        run: (...values: unknown[]) => statement.run(...values.map(nullable)),
        get: (...values: unknown[]) => statement.get(...values.map(nullable)),
        all: (...values: unknown[]) => statement.all(...values.map(nullable)),
      };
    },
    exec: (sql: string) => database.exec(sql),
    pragma: (pragma: string) => database.exec(`PRAGMA ${pragma}`),
    transaction:
      <A extends unknown[]>(work: (...args: A) => void) =>
      (...args: A) => {
        database.exec('BEGIN');
        try {
          work(...args);
          database.exec('COMMIT');
        } catch (error) {
          database.exec('ROLLBACK');
          throw error;
        }
      },
  };
  return used as unknown as Database;
}

/** better-sqlite3 stores what is undefined as NULL. */
const nullable = (value: unknown): SQLInputValue => (value === undefined ? null : (value as SQLInputValue));
