import { describe, expect, test } from 'vitest';
import { runs } from '../adversary/support/effort.ts';
import { AWAITED } from './awaited.ts';
import { crashPointSuite } from './crash-point-suite.ts';
import { crashPoints, play, playCrashing } from './crash-points.ts';
import { scenarios } from './scenarios/index.ts';
import { outline } from './snapshot.ts';
import { sqliteWorlds } from './sqlite-worlds.ts';
import { inMemory, memoryWorlds } from './world.ts';

describe('without a crash', () => {
  test.each(scenarios.filter(({ name }) => !AWAITED.has(name)))('$name', async (scenario) => {
    const { snapshot, violations } = await play(scenario, inMemory);
    expect(violations).toEqual([]);
    expect(outline(snapshot)).toMatchSnapshot();
  });
});

describe('whenever the process dies, in memory', () => {
  crashPointSuite('in memory', memoryWorlds, { every: 29, pairs: 0 });
});

describe('whenever the process dies, on SQLite', () => {
  crashPointSuite('on SQLite', sqliteWorlds, { every: runs(97, 1), pairs: runs(0, 40) });
});

describe('faults that are awaited', () => {
  for (const scenario of scenarios.filter(({ name }) => AWAITED.has(name))) {
    test.fails(
      scenario.name,
      async () => {
        const undisturbed = await play(scenario, inMemory);
        expect(undisturbed.violations).toEqual([]);
        for (const crash of crashPoints(undisturbed.steps))
          expect(await playCrashing(scenario, inMemory, undisturbed, [crash])).toEqual([]);
      },
      30_000,
    );
  }
});
