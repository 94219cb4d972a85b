import { smartHome } from '@agentic-service-bot/smart-home';
import { describe, expect, test } from 'vitest';
import { runs } from '../adversary/support/effort.ts';
import { crashPointSuite } from './crash-point-suite.ts';
import { play } from './crash-points.ts';
import { scenarios } from './scenarios/index.ts';
import { outline } from './snapshot.ts';
import { sqliteWorlds } from './sqlite-worlds.ts';
import { inMemory, memoryWorlds } from './world.ts';

describe('without a crash', () => {
  const done = new Set<string>();

  test.each(scenarios)('$name', async (scenario) => {
    const { snapshot, violations } = await play(scenario, inMemory);
    expect(violations).toEqual([]);
    expect(outline(snapshot)).toMatchSnapshot();
    for (const { parts } of snapshot.transcripts.flatMap(({ messages }) => messages))
      for (const part of parts) if ('call' in part && part.state === 'done') done.add(part.call);
  });

  test('there is every action of the service', () => {
    expect([...smartHome.actions.keys()].filter((name) => !done.has(name))).toEqual([]);
  });
});

describe('whenever the process dies, in memory', () => {
  crashPointSuite('in memory', memoryWorlds, { every: 29, pairs: 0 });
});

describe('whenever the process dies, on SQLite', () => {
  crashPointSuite('on SQLite', sqliteWorlds, { every: runs(97, 1), pairs: runs(0, 20) });
});
