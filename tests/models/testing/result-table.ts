/** Which cases passed, as a table to print. */
export class ResultTable {
  readonly #rows = new Map<string, Map<string, number>>();
  #passed = 0;

  /** @param place where in the stream the fault was. */
  passed(fault: string, wire: string, place: string, _authors: string): void {
    const row = this.#rows.get(`${fault}\t${wire}`) ?? new Map<string, number>();
    row.set(place, (row.get(place) ?? 0) + 1);
    this.#rows.set(`${fault}\t${wire}`, row);
    this.#passed++;
  }

  toString(): string {
    return [...this.#rows].map(([key, row]) => `${key}\t${[...row.keys()].join(' ')}`).join('\n');
  }
}
