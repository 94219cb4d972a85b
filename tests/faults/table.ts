import type { Reporter, TestCase } from 'vitest/node';
import type { Tally } from './tally.ts';

type Row = Omit<Tally, 'suite'>;

/** Prints each test that tried something as it ends, and at the end of the run one table of all that was tried and found. */
export default class FaultTable implements Reporter {
  readonly #rows = new Map<string, Row>();
  readonly #began = performance.now();

  onTestCaseResult(testCase: TestCase): void {
    const { tally } = testCase.meta();
    if (tally === undefined) return;
    const { suite, ...tried } = tally;
    const row = this.#rows.get(suite);
    this.#rows.set(suite, row === undefined ? tried : sum(row, tried));
    const result = testCase.ok() ? '' : ', FAILED';
    console.log(`${this.#seconds()} s  ${suite}: ${testCase.name}, ${tally.runs} runs${result}`);
  }

  onTestRunEnd(): void {
    if (this.#rows.size === 0) return;
    const total = [...this.#rows.values()].reduce(sum);
    console.table({ ...Object.fromEntries(this.#rows), 'all together': total });
    console.log(`${this.#seconds()} s`);
  }

  #seconds(): string {
    return ((performance.now() - this.#began) / 1000).toFixed(0);
  }
}

const sum = (a: Row, b: Row): Row => ({
  points: a.points + b.points,
  runs: a.runs + b.runs,
  lost: a.lost + b.lost,
  doubled: a.doubled + b.doubled,
  forbidden: a.forbidden + b.forbidden,
  broken: a.broken + b.broken,
});
