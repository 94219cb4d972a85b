import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AWAITED } from './awaited.ts';
import { crashPoints, play, playCrashing } from './crash-points.ts';
import type { CrashPoint } from './port-proxy.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';
import { outline } from './snapshot.ts';
import { sqliteWorlds } from './sqlite-worlds.ts';
import { inMemory, type OpenWorld } from './world.ts';

/** Every so many points; `npm run test:faults` tries them all. */
const EVERY_IN_MEMORY = 29;
const EVERY_ON_DISK = 97;

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

const right = scenarios.filter(({ name }) => !AWAITED.has(name));
const awaited = scenarios.filter(({ name }) => AWAITED.has(name));

describe('without a crash', () => {
  test.each(right)('$name', async (scenario) => {
    const { snapshot, violations } = await play(scenario, inMemory);
    expect(violations).toEqual([]);
    expect(outline(snapshot)).toMatchSnapshot();
  });
});

describe('whenever the process dies, in memory', () => {
  test.each(right)('$name', (scenario) => expectNothingAmiss(scenario, inMemory, EVERY_IN_MEMORY));
});

describe('whenever the process dies, on SQLite', () => {
  let worlds: Awaited<ReturnType<typeof sqliteWorlds>>;
  beforeAll(async () => {
    worlds = await sqliteWorlds();
  });
  afterAll(() => worlds.close());

  test.each(right)('$name', (scenario) => expectNothingAmiss(scenario, worlds.open, EVERY_ON_DISK));
});

describe('faults that are awaited', () => {
  for (const scenario of awaited) {
    test.fails(
      scenario.name,
      async () => {
        expect((await play(scenario, inMemory)).violations).toEqual([]);
        await expectNothingAmiss(scenario, inMemory, 1);
      },
      30_000,
    );
  }
});
