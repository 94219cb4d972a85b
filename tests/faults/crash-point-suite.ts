import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PATIENCE_MS } from '../adversary/support/effort.ts';
import { crashPoints, play, playCrashing } from './crash-points.ts';
import type { Violation } from './invariants.ts';
import type { CrashPoint } from './port-proxy.ts';
import { scenarios } from './scenarios/index.ts';
import { tallied } from './tally.ts';
import type { Worlds } from './worlds.ts';

/** How much of it is tried. */
export interface Effort {
  /** Every so many crash points of a scenario; 1: all of them. */
  readonly every: number;
  /** Random pairs for each scenario: the process that takes over dies, too. */
  readonly pairs: number;
  /** Every so many scenarios, where not all. */
  readonly scenarios?: number;
}

/** Violations that are told in full, of each scenario. */
const TOLD = 3;

/** Every n-th point of a scenario, beginning at another one in each scenario. */
const some = (points: readonly CrashPoint[], every: number, offset: number): CrashPoint[] =>
  points.filter((_, index) => index % every === offset % every);

const nameOf = ({ step, moment }: CrashPoint, steps: readonly string[]): string =>
  `${moment} step ${step}${steps[step] === undefined ? '' : ` (${steps[step]})`}`;

/**
 * Plays every scenario on these stores and lets the process die: at each crash point, and at pairs of them, as far as `effort`
 * goes. Then nothing may be lost, doubled, forbidden or broken. To be called in a `describe` of its own.
 */
export function crashPointSuite(
  stores: string,
  openWorlds: () => Promise<Worlds>,
  { every, pairs, scenarios: everyScenario = 1 }: Effort,
): void {
  let worlds: Worlds;
  beforeAll(async () => {
    worlds = await openWorlds();
  });
  afterAll(() => worlds.close());

  const tried = scenarios.filter((_, index) => index % everyScenario === 0);
  test.for(tried)('$name', { timeout: PATIENCE_MS }, async (scenario, { task }) => {
    const undisturbed = await play(scenario, worlds.open);
    const points = crashPoints(undisturbed.steps);
    const offset = scenarios.indexOf(scenario);
    const point = fc.constantFrom(...points);
    const runs = [
      ...some(points, every, offset).map((crash) => [crash]),
      ...fc.sample(fc.tuple(point, point), { numRuns: pairs, seed: offset }),
    ];
    const amiss: [string, readonly Violation[]][] = [['never', undisturbed.violations]];
    for (const crashes of runs) {
      const places = crashes.map((crash) => nameOf(crash, undisturbed.steps)).join(', then ');
      amiss.push([places, await playCrashing(scenario, worlds.open, undisturbed, crashes)]);
    }
    const found = amiss.filter(([, violations]) => violations.length > 0);
    tallied(task, `crash points, ${stores}`, {
      points: runs.length - pairs,
      runs: amiss.length,
      violations: found.map(([, violations]) => violations),
    });
    expect(Object.fromEntries(found.slice(0, TOLD)), `${found.length} of ${amiss.length} runs`).toEqual({});
  });
}
