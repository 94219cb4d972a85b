import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PATIENCE_MS, runs } from '../../adversary/support/effort.ts';
import { temporaryDirectory } from '../../support/server.ts';
import type { Violation } from '../invariants.ts';
import { tallied } from '../tally.ts';
import { GRACE, Life, PRIYA } from './life.ts';
import { MortalServer, type Moment } from './mortal-server.ts';
import { verdictOn } from './verdict.ts';

const MOVES = [
  'louder',
  'quieter',
  'plan by a button',
  'plan in words',
  'plan left',
  'routine',
  'hand-off',
  'close',
] as const;

interface Move {
  readonly what: (typeof MOVES)[number];
  readonly moment: Moment;
}

/** A turn takes some tens of milliseconds, and says some ten frames. */
const moment: fc.Arbitrary<Moment> = fc.oneof(
  fc.record({ unit: fc.constant('ms' as const), count: fc.nat(120) }),
  fc.record({ unit: fc.constant('frames' as const), count: fc.nat(14) }),
);

/** A life has each kind of turn in it once, in any order, so that no customer writes more than is allowed in a minute. */
const plan: fc.Arbitrary<readonly Move[]> = fc
  .tuple(
    fc.shuffledSubarray([...MOVES], { minLength: MOVES.length }),
    fc.array(moment, { minLength: MOVES.length, maxLength: MOVES.length }),
  )
  .map(([kinds, moments]) =>
    kinds.flatMap((what, index) => (moments[index] === undefined ? [] : [{ what, moment: moments[index] }])),
  );

async function move(life: Life, server: MortalServer, { what, moment: when }: Move): Promise<void> {
  const doomed = (sub: string, act: () => Promise<void>): Promise<void> => server.doomed(sub, when, act);
  switch (what) {
    case 'louder':
      return doomed(PRIYA, () => life.louder(PRIYA, 1));
    case 'quieter':
      return doomed(GRACE, () => life.louder(GRACE, -1));
    case 'plan by a button':
      return doomed(PRIYA, () => life.changePlan(PRIYA, true, false));
    case 'plan in words':
      return doomed(PRIYA, () => life.changePlan(PRIYA, true, true));
    case 'plan left':
      return doomed(PRIYA, () => life.changePlan(PRIYA, false, false));
    case 'routine':
      await life.routineDue();
      return doomed(GRACE, () => life.routineRan());
    case 'hand-off':
      return doomed(GRACE, async () => {
        await life.say(GRACE, 'let me talk to someone');
        await life.operate(GRACE, 'takeOver');
        await life.operatorSays(GRACE, 'I am looking into it.');
        const unanswered = await life.louderLater(GRACE);
        await life.operate(GRACE, 'handBack');
        await life.answered(GRACE, unanswered);
      });
    case 'close':
      return doomed(PRIYA, async () => {
        await life.operate(PRIYA, 'takeOver');
        await life.operate(PRIYA, 'close');
        await life.louder(PRIYA, 1);
      });
  }
}

/** Plays a plan against a fresh server. Returns what is wrong with what is left, and how often the server was killed. */
async function live(moves: readonly Move[]): Promise<{ violations: Violation[]; kills: number }> {
  const data = await temporaryDirectory();
  const server = new MortalServer(data.path);
  const life = new Life(server, data.path);
  try {
    await server.start();
    // There is a conversation to fire in, and one to take over.
    for (const sub of [PRIYA, GRACE]) await life.louder(sub, 1);
    for (const each of moves) await move(life, server, each);
    await server.stop();
    const violations = await verdictOn(life);
    // That the verdict can be another: one plan changed less than there are bills.
    life.expected.plansChanged -= 1;
    expect((await verdictOn(life)).map(({ kind }) => kind)).toContain('doubled');
    return { violations, kills: server.kills };
  } finally {
    server.kill();
    await data.remove();
  }
}

test(
  'killed by SIGKILL at random moments of all kinds of turns',
  { timeout: PATIENCE_MS },
  async ({ task }) => {
    const found: Violation[][] = [];
    const seed = Date.now() % 2 ** 31;
    let kills = 0;
    // A failure names its seed; to live it again in a shorter life would take too long.
    await fc.assert(
      fc.asyncProperty(plan, async (moves) => {
        const lived = await live(moves);
        kills += lived.kills;
        found.push(lived.violations);
        tallied(task, `kill -9, seed ${seed}`, { points: kills, runs: found.length, violations: found });
        expect(lived.violations).toEqual([]);
      }),
      { numRuns: runs(1, 10), seed, endOnFailure: true, includeErrorInReport: true },
    );
  },
);
