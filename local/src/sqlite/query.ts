import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

/** What a statement is run with: one value for each `?`, or an object with one for each `:name`. */
type Values = readonly SQLInputValue[] | readonly [Readonly<Record<string, SQLInputValue>>];

/** A prepared statement whose rows are of a known shape. */
export interface Query<Row> {
  get(...values: Values): Row | undefined;
  all(...values: Values): readonly Row[];
  /** Returns how many rows it changed. */
  run(...values: Values): number;
}

/** Prepares a statement. That its columns are those of `Row` is for the SQL beside it to keep. */
export function query<Row>(database: DatabaseSync, sql: string): Query<Row> {
  const statement = database.prepare(sql);
  return {
    get: (...values) => statement.get(...(values as SQLInputValue[])) as Row | undefined,
    all: (...values) => statement.all(...(values as SQLInputValue[])) as unknown[] as Row[],
    run: (...values) => Number(statement.run(...(values as SQLInputValue[])).changes),
  };
}
