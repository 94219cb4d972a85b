import { afterAll, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Violation } from '../faults/invariants.ts';
import { tallied } from '../faults/tally.ts';
import { PATIENCE_MS, report, runs } from './support/effort.ts';
import { hostileTurns, playHostile, type Tally } from './support/hostile-run.ts';

const tally: Tally = { runs: 0, turns: 0, calls: 0, refused: 0, approved: 0 };

test(
  'whatever a model says, only what is allowed is done, all of it is recorded, and each reply ends in words',
  { timeout: PATIENCE_MS },
  async ({ task }) => {
    const violations: Violation[][] = [];
    await fc.assert(
      fc.asyncProperty(hostileTurns, async (turns) => {
        const found = await playHostile(turns, tally);
        violations.push(found.map((what) => ({ kind: 'forbidden', what })));
        tallied(task, 'a hostile model', { runs: tally.runs, violations });
        expect(found).toEqual([]);
      }),
      { numRuns: runs(150, 10_000), includeErrorInReport: true },
    );
  },
);

afterAll(() => report('a hostile model', { ...tally }));
