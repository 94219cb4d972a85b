import type { TestContext } from 'vitest';
import type { Violation } from './invariants.ts';

/** What a test has tried, and how many of its runs had which kind of violation. */
export interface Tally extends Record<Violation['kind'], number> {
  /** What it belongs to: a line of the table. */
  readonly suite: string;
  readonly points: number;
  readonly runs: number;
}

declare module 'vitest' {
  interface TaskMeta {
    tally?: Tally;
  }
}

const KINDS: readonly Violation['kind'][] = ['lost', 'doubled', 'forbidden', 'broken'];

/** Writes down what a test has tried, for the table at the end (`table.ts`). */
export function tallied(
  task: TestContext['task'],
  suite: string,
  {
    points = 0,
    runs,
    violations,
  }: {
    /** Crash points that were tried. */
    readonly points?: number;
    readonly runs: number;
    /** Those of each run that had any. A run counts once for each kind. */
    readonly violations: readonly (readonly Violation[])[];
  },
): void {
  const counts = Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      violations.filter((ofRun) => ofRun.some((violation) => violation.kind === kind)).length,
    ]),
  ) as Record<Violation['kind'], number>;
  task.meta.tally = { suite, points, runs, ...counts };
}
