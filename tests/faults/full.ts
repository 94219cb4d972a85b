/**
 * `npm run test:faults`: kills the process at every use of a port in every scenario, on SQLite on disk, and at random pairs
 * of them, so that the one who takes over dies too. Prints what was found; fails if anything was that is not awaited, or
 * if something awaited is not there any more.
 */
import fc from 'fast-check';
import { AWAITED } from './awaited.ts';
import { crashPoints, play, playCrashing } from './crash-points.ts';
import type { Violation } from './invariants.ts';
import type { CrashPoint } from './port-proxy.ts';
import { scenarios } from './scenarios/index.ts';
import { sqliteWorlds } from './sqlite-worlds.ts';

const PAIRS_PER_SCENARIO = 40;
const KINDS: readonly Violation['kind'][] = ['lost', 'doubled', 'forbidden', 'broken'];
/** Violations that are told in full, of each scenario. */
const TOLD = 2;

const worlds = await sqliteWorlds();
const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;
const totals = { points: 0, runs: 0, lost: 0, doubled: 0, forbidden: 0, broken: 0 };
const rows: Record<string, typeof totals> = {};

for (const scenario of scenarios) {
  const row = { points: 0, runs: 1, lost: 0, doubled: 0, forbidden: 0, broken: 0 };
  const undisturbed = await play(scenario, worlds.open);
  const points = crashPoints(undisturbed.steps);
  row.points = points.length;
  const amiss: [readonly CrashPoint[], readonly Violation[]][] = [[[], undisturbed.violations]];
  const point = fc.constantFrom(...points);
  const pairs = fc.sample(fc.tuple(point, point), PAIRS_PER_SCENARIO);
  for (const crashes of [...points.map((crash) => [crash]), ...pairs]) {
    row.runs += 1;
    amiss.push([crashes, await playCrashing(scenario, worlds.open, undisturbed, crashes)]);
  }
  // One run counts once for each kind of thing that went wrong in it.
  for (const kind of KINDS)
    row[kind] = amiss.filter(([, violations]) => violations.some((found) => found.kind === kind)).length;
  for (const [crashes, violations] of amiss.filter(([, found]) => found.length > 0).slice(0, TOLD)) {
    const where = crashes.map(({ step, moment }) => `${moment} step ${step}`).join(', then ');
    console.error(`${scenario.name}, dying ${where === '' ? 'never' : where}:`);
    for (const { kind, what } of violations) console.error(`  ${kind}: ${what}`);
  }
  rows[scenario.name] = row;
  console.error(`${seconds()} ${scenario.name}: ${row.runs} runs`);
  for (const key of Object.keys(totals) as (keyof typeof totals)[]) totals[key] += row[key];
}

await worlds.close();
console.table({ ...rows, 'all together': totals });
console.log(seconds());
for (const [name, what] of AWAITED) console.log(`Known and not mended yet, ${name}: ${what}`);
const surprises = Object.entries(rows).filter(
  ([name, row]) => KINDS.some((kind) => row[kind] > 0) !== AWAITED.has(name),
);
for (const [name] of surprises) console.error(`${name}: ${AWAITED.has(name) ? 'is mended' : 'is broken'}.`);
// What dead processes still wait for is nobody's.
process.exit(surprises.length > 0 ? 1 : 0);
