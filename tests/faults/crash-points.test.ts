import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AWAITED } from './awaited.ts';
import { crashPoints, play, playCrashing } from './crash-points.ts';
import type { CrashPoint } from './port-proxy.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';
import { sqliteWorlds } from './sqlite-worlds.ts';
import { inMemory, type OpenWorld } from './world.ts';

/** Every so many points; `npm run test:faults` tries them all. */
const EVERY_IN_MEMORY = 13;
const EVERY_ON_DISK = 59;

/** Every n-th point of a scenario, beginning at another one in each scenario. */
const some = (points: readonly CrashPoint[], every: number, offset: number): CrashPoint[] =>
  points.filter((_, index) => index % every === offset % every);

async function expectNothingAmiss(scenario: Scenario, open: OpenWorld, every: number): Promise<void> {
  const undisturbed = await play(scenario, open);
  for (const crash of some(crashPoints(undisturbed.steps), every, scenarios.indexOf(scenario))) {
    const violations = await playCrashing(scenario, open, undisturbed, [crash]);
    expect(violations, `${crash.moment} ${undisturbed.steps[crash.step] ?? ''}`).toEqual([]);
  }
}

/** A test of a scenario, which must fail where it shows a fault that is awaited. */
function declare(scenario: Scenario, fails: boolean, run: () => Promise<void>): void {
  if (fails) test.fails(`${scenario.name} (awaited)`, run);
  else test(scenario.name, run);
}

describe('without a crash', () => {
  for (const scenario of scenarios) {
    declare(scenario, AWAITED.get(scenario.name)?.when === 'always', async () => {
      const { snapshot, violations } = await play(scenario, inMemory);
      expect(violations).toEqual([]);
      expect(snapshot).toMatchSnapshot();
    });
  }
});

describe('whenever the process dies, in memory', () => {
  for (const scenario of scenarios) {
    declare(scenario, AWAITED.has(scenario.name), () =>
      expectNothingAmiss(scenario, inMemory, EVERY_IN_MEMORY),
    );
  }
});

describe('whenever the process dies, on SQLite', () => {
  let worlds: Awaited<ReturnType<typeof sqliteWorlds>>;
  beforeAll(async () => {
    worlds = await sqliteWorlds();
  });
  afterAll(() => worlds.close());

  for (const scenario of scenarios) {
    declare(scenario, AWAITED.has(scenario.name), () =>
      expectNothingAmiss(scenario, worlds.open, EVERY_ON_DISK),
    );
  }
});
