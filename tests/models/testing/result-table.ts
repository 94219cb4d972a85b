/** What became of cases, as a table to print: a row for each fault, a column for each place. */
export class ResultTable {
  readonly #title: string;
  readonly #columns: readonly string[];
  readonly #rows = new Map<string, Map<string, string[]>>();

  constructor(title: string, columns: readonly string[]) {
    this.#title = title;
    this.#columns = columns;
  }

  /** @param outcome one word. */
  passed(row: string, column: string, outcome: string): void {
    const cells = this.#rows.get(row) ?? new Map<string, string[]>();
    cells.set(column, [...(cells.get(column) ?? []), outcome]);
    this.#rows.set(row, cells);
  }

  toString(): string {
    const table = [
      [this.#title, ...this.#columns],
      ...[...this.#rows].map(([row, cells]) => [
        row,
        ...this.#columns.map((column) => summary(cells.get(column))),
      ]),
    ];
    const width = (column: number) => Math.max(...table.map((row) => row[column]?.length ?? 0));
    return table
      .map((row) =>
        row
          .map((cell, column) => cell.padEnd(width(column)))
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }
}

/** How many passed with each outcome: `2 same, 2 next`. */
function summary(outcomes: readonly string[] | undefined): string {
  if (outcomes === undefined) return '–';
  return [...new Set(outcomes)]
    .sort()
    .map((outcome) => `${String(outcomes.filter((one) => one === outcome).length)} ${outcome}`)
    .join(', ');
}
